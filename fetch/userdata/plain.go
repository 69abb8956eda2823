package userdata

// Plain is the readable text of base64 user data, unpacked where it is gzip'd, and the parts of a MIME message joined.
// The error does not quote it.
func Plain(encoded string) (string, error) { return decode(encoded) }

// Unpacked is user data that is plain but for what it packs itself: parts of a MIME message, and files in base64. What
// cannot be unpacked stays as it is written.
func Unpacked(text string) string {
	plain, err := unpack([]byte(text), maxNesting)
	if err != nil {
		plain = text
	}

	return embedded(plain)
}
