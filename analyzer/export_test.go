package analyzer

import (
	"context"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// AnalyzeWith is [Analyze] with rules that are compiled already, which is most of the cost of a small case.
func AnalyzeWith(ctx context.Context, e *engine.Engine, s *snapshot.Snapshot) (*finding.Report, error) {
	return analyze(ctx, e, s, Options{})
}
