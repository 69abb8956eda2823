package files

import "bytes"

// speaks reports whether a file that was met in a walk may be of a known kind, so that it is worth parsing.
func speaks(data []byte) bool {
	text := plain(data)

	return ofECS(text) || containsAny(text, "aws::", "portmappings", "image")
}

// mentionsECS reports whether a text is about ECS, in any of the languages that are read. One that its reader refuses,
// for its capitals or its encoding, is about ECS all the same: it must not be passed over in silence.
func mentionsECS(data []byte) bool { return ofECS(plain(data)) }

func ofECS(text []byte) bool {
	return containsAny(text, "containerdef", "aws::ecs", "aws_ecs_", "container_definitions")
}

// plain is a text in small letters. That of UTF-16, which Windows PowerShell writes, is ASCII between the zero bytes as
// far as words of AWS go.
func plain(data []byte) []byte {
	if bytes.IndexByte(data, 0) >= 0 {
		data = bytes.ReplaceAll(data, []byte{0}, nil)
	}

	return bytes.ToLower(data)
}

func containsAny(text []byte, words ...string) bool {
	for _, word := range words {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}

	return false
}
