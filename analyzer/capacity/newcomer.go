package capacity

import (
	"cmp"
	"fmt"
	"slices"
)

// followed gives daemons their place on the instances that managed scaling adds for others: a daemon runs on every
// instance of the cluster that satisfies its constraints, whoever had it added. Where the daemon goes through capacity
// providers it grows with them by itself.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
func (b *basin) followed() {
	for provider, l := range b.grown() {
		for at := range b.parties {
			if b.parties[at].daemon && len(b.parties[at].tenants[0].Capacity.Providers) == 0 {
				b.follow(at, provider, l)
			}
		}
	}
}

// grown are the lodgings that are yet to come, by their provider.
func (b *basin) grown() map[string]*lodging {
	all := map[string]*lodging{}

	for what, l := range b.at {
		if provider, named := what.(string); named {
			all[provider] = l
		}
	}

	return all
}

func (b *basin) follow(at int, provider string, l *lodging) {
	p := &b.parties[at]
	tasks := l.hosts * len(p.tenants)

	switch b.lands(at, provider) {
	case yes:
		l.parties = append(l.parties, at)
		slices.Sort(l.parties)
		p.demand.follow(exactly(tasks))
	case unknown:
		l.perhaps += len(p.tenants)
		l.host.unclear = cmp.Or(l.host.unclear, fmt.Sprintf(
			"whether %s comes to the instances that managed scaling of capacity provider %s adds",
			p.tenants[0].Service.Name, provider))
		p.demand.follow(Bound{0, tasks})
	case no:
	}
}

func (d *Demand) follow(tasks Bound) {
	d.Tasks, d.Followed = d.Tasks.plus(tasks), d.Followed.plus(tasks)
}

// lands tells whether the party comes to instances of the provider, going by those that it has.
func (b *basin) lands(party int, provider string) answer {
	active, taking := 0, 0

	for _, c := range b.model.index.ContainerInstancesOf[b.cluster.ID] {
		if c.CapacityProvider != provider || c.Status != "ACTIVE" {
			continue
		}

		active++

		if l := b.at[c]; l != nil && slices.Contains(l.parties, party) {
			taking++
		}
	}

	switch {
	case active > 0 && taking == active:
		return yes
	case active > 0 && taking == 0:
		return no
	default:
		return unknown
	}
}
