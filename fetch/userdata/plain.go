package userdata

// Plain is the readable text of base64 user data, unpacked where it is gzip'd, and the parts of a MIME message joined.
// The error does not quote it.
func Plain(encoded string) (string, error) { return decode(encoded) }
