package build

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/facts/groups"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// account makes the facts of a root.
func (s *shard) account(a *groups.Account) facts.Account {
	root := facts.Account{Ref: s.refs.Add(accountRef{a}), ID: a.ID, Region: a.Region}
	redundant := s.groups.Redundant(a.Groups)

	for _, group := range a.Groups {
		fact := facts.SecurityGroup{
			Ref: s.refs.Add(ground.Group(group)), ID: group.ID, Name: group.Name, Default: group.Default(),
			References: s.groups.References(group), Redundant: redundant[group],
		}

		if !s.groups.OtherwiseUsed(group.ID) {
			fact.Undeclared = s.openings.Undeclared(group)
		}

		root.Groups = append(root.Groups, fact)
	}

	for _, id := range a.Unread {
		root.Groups = append(root.Groups, facts.SecurityGroup{
			Ref: s.refs.Add(ground.Note("securityGroup", id, "security group "+id)), ID: id, Name: id,
			Unread: "security group " + id + " was not read",
		})
	}

	return root
}

type accountRef struct{ account *groups.Account }

func (r accountRef) Describe() facts.Reference {
	a := r.account

	text := "account " + a.ID + " in " + a.Region
	if a.Stack != "" {
		text = "stack " + a.Stack
	}

	return facts.Reference{
		Kind: "account", Type: "AWS::::Account", ID: a.ID, Name: a.ID, Item: a.ID, Key: "account", Text: text,
		Meta: snapshot.Meta{Account: a.ID, Region: a.Region, Stack: a.Stack},
	}
}
