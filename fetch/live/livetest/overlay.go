package livetest

import (
	"slices"
	"strings"
)

// overlays are patches by the ARN of the resource that they change.
type overlays map[string][]map[string]any

// Overlay changes what answers of ECS say about the resource with that ARN, by a JSON merge patch: members are
// added or replaced, null removes one, lists are replaced as a whole.
// https://www.rfc-editor.org/rfc/rfc7396
func (s *Server) Overlay(arn string, patch map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.overlays[arn] = append(slices.Clip(s.overlays[arn]), patch)
}

// overlay patches every resource that the answer describes. A resource names itself as its list does: services
// have a serviceArn.
func (s *Server) overlay(doc document) {
	answer, ok := doc.(jsonDocument)
	if !ok {
		return
	}

	s.mu.Lock()
	defer s.mu.Unlock()

	for list, content := range answer {
		resources, ok := content.([]any)
		if !ok {
			resources = []any{content}
		}

		for _, resource := range resources {
			members, _ := resource.(map[string]any) // anything else describes nothing
			arn, _ := members[strings.TrimSuffix(list, "s")+"Arn"].(string)

			for _, patch := range s.overlays[arn] {
				merge(members, patch)
			}
		}
	}
}

// merge patches to in place, as far as it is there.
func merge(to, patch map[string]any) map[string]any {
	if to == nil {
		to = map[string]any{}
	}

	for name, value := range patch {
		inner, ok := value.(map[string]any)

		switch {
		case value == nil:
			delete(to, name)
		case ok:
			old, _ := to[name].(map[string]any) // anything else is replaced
			to[name] = merge(old, inner)
		default:
			to[name] = value
		}
	}

	return to
}
