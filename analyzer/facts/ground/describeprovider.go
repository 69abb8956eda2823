package ground

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const typeCapacityProvider = "AWS::ECS::CapacityProvider"

// A CapacityProviderRef is evidence of a capacity provider.
type CapacityProviderRef struct{ provider *snapshot.CapacityProvider }

// CapacityProvider refers to one.
func CapacityProvider(p *snapshot.CapacityProvider) CapacityProviderRef {
	return CapacityProviderRef{p}
}

// Describe puts it into words.
func (r CapacityProviderRef) Describe() facts.Reference {
	p := r.provider

	return facts.Reference{
		Kind: "capacityProvider", Type: typeCapacityProvider,
		ID: p.ID, Name: p.Name, Item: p.ID, Key: p.Key(),
		Text: "capacity provider " + p.Name + " scales auto scaling group " + p.AutoScalingGroup,
		Meta: p.Meta, Origin: &p.Origin,
	}
}
