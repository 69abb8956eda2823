package field

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// MetadataOptions are the options of instance metadata in an object, by the names that the source has for them; nil
// where there is no object. What lies in something unknown is as unknown.
func MetadataOptions(n *document.Node, endpoint, tokens, hopLimit string) *snapshot.MetadataOptions {
	if absent(n) {
		return nil
	}

	in := func(name string) *document.Node {
		if n.Why() != "" || n.Tag() != "" {
			return n
		}

		return n.Get(name)
	}

	return &snapshot.MetadataOptions{
		HTTPEndpoint:            Text[string](in(endpoint)),
		HTTPTokens:              Text[string](in(tokens)),
		HTTPPutResponseHopLimit: Int(in(hopLimit)),
	}
}
