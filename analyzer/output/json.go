package output

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// JSON writes the whole report as one document of the schema ecslint.report/v1.
func JSON(w io.Writer, r *finding.Report) error {
	encoder := json.NewEncoder(visible.Lines(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}

	return nil
}
