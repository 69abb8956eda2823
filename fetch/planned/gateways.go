package planned

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// nameGateways gives gateways of the stack IDs that begin as AWS's do, igw- and so on: the kind of a route's target is
// known by them alone. https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
func (st *stack) nameGateways() {
	names := map[string]string{}

	name := func(kind string, id *string) {
		if !strings.HasPrefix(*id, kind+"-") {
			names[*id] = kind + "-" + *id
			*id = names[*id]
		}
	}

	for i := range st.InternetGateways {
		name("igw", &st.InternetGateways[i].ID)
	}

	for i := range st.Peerings {
		name("pcx", &st.Peerings[i].ID)
	}

	for i := range st.TransitGateways {
		name("tgw", &st.TransitGateways[i].ID)
	}

	for i := range st.VPCEndpoints {
		name("vpce", &st.VPCEndpoints[i].ID)
	}

	if len(names) > 0 {
		st.renameTargets(names)
	}
}

func (st *stack) renameTargets(names map[string]string) {
	rename := func(id *string) {
		if name, ok := names[*id]; ok {
			*id = name
		}
	}

	for i := range st.RouteTables {
		t := &st.RouteTables[i]
		t.Routes = append([]snapshot.Route(nil), t.Routes...)

		for j := range t.Routes {
			rename(&t.Routes[j].Target)
		}

		for j := range t.Gateways {
			rename(&t.Gateways[j])
		}
	}

	for i := range st.TransitGatewayAttachments {
		rename(&st.TransitGatewayAttachments[i].TransitGateway)
	}
}
