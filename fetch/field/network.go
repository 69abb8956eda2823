package field

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// NetworkNouns are what a module or nested stack that was not read may hold of a network that it is given. A gap that
// has them makes unknown which table and network ACL a subnet has, as far as no file that was read says it.
func NetworkNouns() []snapshot.Noun {
	return []snapshot.Noun{
		snapshot.NounSubnet, snapshot.NounRouteTable, snapshot.NounNetworkACL, snapshot.NounInternetGateway,
		snapshot.NounPeering, snapshot.NounTransitGateway, snapshot.NounTransitGatewayAttachment,
	}
}

// HandTables adds to each route table that is given to what was not read, by their IDs, the routes that this may add:
// anywhere, to the internet and to other networks. An ID may be that of all instances of a resource.
func HandTables(s *snapshot.Snapshot, to string, given []string) {
	for i := range s.RouteTables {
		t := &s.RouteTables[i]
		resource, _, _ := strings.Cut(t.ID, "[")

		if slices.Contains(given, t.ID) || slices.Contains(given, resource) {
			t.Routes = append(t.Routes,
				snapshot.Route{Destination: to, Target: "igw-" + to}, snapshot.Route{Destination: to, Target: to})
		}
	}
}
