package snapshot

import (
	"strconv"
	"strings"
)

// A User is who a container runs as, as far as that matters.
type User string

// The users. UserOther is anybody else.
const (
	UserRoot  User = "root"
	UserAdmin User = "ContainerAdministrator"
	UserOther User = "other"
)

// UserOf takes the user that is written, with or without a group, for what Docker makes of it: root by name or by any
// spelling of 0, the administrator in any capitals.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (user)
func UserOf(written Value[string]) Value[User] {
	if written.IsUnknown() {
		return Unknown[User](written.Reason())
	}

	name, _, _ := strings.Cut(written.Or(""), ":")
	id, err := strconv.Atoi(name)

	switch {
	case name == "":
		return Value[User]{}
	case name == "root", err == nil && id == 0:
		return Known(UserRoot)
	case strings.EqualFold(name, string(UserAdmin)):
		return Known(UserAdmin)
	default:
		return Known(UserOther)
	}
}
