package suggest

import (
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// longestName is how many characters the name of a group may have. It must not begin with sg-, and case does not tell
// two names apart. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
const longestName = 255

// groupNames are the names that are taken, in lower case.
type groupNames map[string]bool

func namesOf(s *snapshot.Snapshot) groupNames {
	names := groupNames{}
	for i := range s.SecurityGroups {
		names[strings.ToLower(s.SecurityGroups[i].Name)] = true
	}

	return names
}

// take finds a name that no group of the account has and no other service takes.
func (n groupNames) take(t *placement.Tenant, suffix string) string {
	long := t.Cluster.Name + "-" + t.Name()

	name := fit(t.Name(), suffix)
	if !n.free(name) {
		name = fit(long, suffix)
	}

	for i := 2; !n.free(name); i++ {
		name = fit(long, suffix+"-"+strconv.Itoa(i))
	}

	n[strings.ToLower(name)] = true

	return name
}

func fit(name, suffix string) string {
	return name[:min(len(name), longestName-len(suffix))] + suffix
}

func (n groupNames) free(name string) bool {
	name = strings.ToLower(name)

	return !n[name] && !strings.HasPrefix(name, "sg-")
}
