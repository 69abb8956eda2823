package engine

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// CatalogueFile is the generated catalogue beside the rules. Reading METADATA at every start would cost half
// of the compile; a test keeps the file fresh.
const CatalogueFile = "catalogue.json"

// ReadCatalogue reads the generated catalogue.
func ReadCatalogue(fsys fs.FS) ([]finding.Rule, error) {
	raw, err := fs.ReadFile(fsys, CatalogueFile)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue of rules: %w", err)
	}

	var rules []finding.Rule
	if err := json.Unmarshal(raw, &rules); err != nil {
		return nil, fmt.Errorf("read the catalogue of rules: %w", err)
	}

	return rules, nil
}
