package hcl

import (
	"crypto/md5"  //nolint:gosec // it is a function of Terraform's
	"crypto/sha1" //nolint:gosec // it is a function of Terraform's
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
)

// hashes are the functions that digest a text.
func hashes() map[string]builtin {
	return map[string]builtin{
		"md5":    digest(func(b []byte) []byte { h := md5.Sum(b); return h[:] }),  //nolint:gosec // as above
		"sha1":   digest(func(b []byte) []byte { h := sha1.Sum(b); return h[:] }), //nolint:gosec // as above
		"sha256": digest(func(b []byte) []byte { h := sha256.Sum256(b); return h[:] }),
		"sha512": digest(func(b []byte) []byte { h := sha512.Sum512(b); return h[:] }),
	}
}

func digest(sum func([]byte) []byte) builtin {
	return func(c *call) *value {
		text, ok := c.arg(0).literal()
		if !ok {
			return c.depends()
		}

		return textOf(hex.EncodeToString(sum([]byte(text))))
	}
}
