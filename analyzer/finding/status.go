package finding

import (
	"crypto/sha256"
	"encoding/hex"
)

// The statuses of a finding: how it stands to what a team has decided before. One that is both known and suppressed is
// suppressed.
const (
	StatusNew        = "new"
	StatusKnown      = "known"
	StatusSuppressed = "suppressed"

	// StatusExisting is that of a finding that was there before the change that is judged.
	StatusExisting = "existing"
)

// An IgnoreKind says where an ignore stands. All but those of the configuration stand in the source itself.
type IgnoreKind string

// The kinds of ignore.
const (
	IgnoreConfig   IgnoreKind = "config"
	IgnoreComment  IgnoreKind = "comment"
	IgnoreLabel    IgnoreKind = "label"
	IgnoreMetadata IgnoreKind = "metadata"
)

// An Ignore is a decision not to be told of a finding.
type Ignore struct {
	Kind IgnoreKind `json:"kind"`

	// Rule is the id or glob that the ignore names.
	Rule string `json:"rule"`

	// Resource and Path are the globs that narrow an ignore of the configuration.
	Resource string `json:"resource,omitempty"`
	Path     string `json:"path,omitempty"`

	Reason string `json:"reason,omitempty"`

	// Until is the last day on which the ignore holds, in UTC, as YYYY-MM-DD; empty for one without an end.
	Until string `json:"until,omitempty"`

	// Location is where the ignore stands, On the ARN of what carries a label that was read live.
	Location *Location `json:"location,omitempty"`
	On       string    `json:"on,omitempty"`
}

// Fingerprint is stable across runs, sources and revisions, and different in each account and region.
func Fingerprint(account, region, key string) string {
	sum := sha256.Sum256([]byte(account + "|" + region + "|" + key))

	return hex.EncodeToString(sum[:16])
}
