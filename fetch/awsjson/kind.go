package awsjson

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A kind is a member by which an answer is known.
type kind struct {
	// member is the name of the member, as the AWS CLI writes it.
	member string

	// id is the member that its elements have and those of a namesake have not: Amazon EKS has clusters, and
	// EventBridge has rules. Without id, the elements are strings.
	id string

	// service is the one in the ARN that id holds; empty where it holds none.
	service string
	action  string
	read    func(*folder, value) error
}

// of reports whether a member is of the kind. An empty list has no element to tell, so only its exact name counts.
func (k kind) of(m value) bool {
	if !strings.EqualFold(m.name, k.member) {
		return false
	}

	element := m

	if m.raw().Kind() == '[' {
		first, ok := m.first()
		if !ok {
			return m.name == k.member && k.canBeEmpty()
		}

		element = first
	}

	if k.id == "" {
		return k.serves(element.str())
	}

	for _, inner := range element.members() {
		if strings.EqualFold(inner.name, k.id) {
			return k.serves(inner.str())
		}
	}

	return false
}

// canBeEmpty is false where AWS cannot answer so, as every listener has a rule and every target group attributes, and
// where an empty list of services could be another AWS service's.
func (k kind) canBeEmpty() bool {
	return k.action != awsmap.DescribeRules && k.action != awsmap.DescribeTargetGroupAttributes &&
		k.action != awsmap.GetService
}

func (k kind) serves(id string) bool {
	arn, ok := awsmap.ParseARN(id)

	return k.service == "" || ok && arn.Service == k.service
}

// list is the kind of a list of nouns that go into one field of the answers.
func list[T any](name, id, service, action string, to func(*awsmap.Answers) *[]T, tell func(*T) clue) kind {
	read := func(f *folder, v value) error {
		var in []T
		if err := v.decode(&in); err != nil {
			return err
		}

		for i := range in {
			f.clues.add(tell(&in[i]), v.file)
		}

		*to(&f.answers) = append(*to(&f.answers), in...)

		return nil
	}

	return kind{name, id, service, action, read}
}

// single is the kind of an answer that holds one noun rather than a list of them.
func single[T any](name, id, service, action string, to func(*awsmap.Answers) *[]T, tell func(*T) clue) kind {
	read := func(f *folder, v value) error {
		var in T
		if err := v.decode(&in); err != nil {
			return err
		}

		f.clues.add(tell(&in), v.file)
		*to(&f.answers) = append(*to(&f.answers), in)

		return nil
	}

	return kind{name, id, service, action, read}
}

// listed is the kind of a list of ARNs, which holds no noun: it only says what there is to describe. No
// action means that not all of what is listed needs to be.
func listed(name, listing, action string) kind {
	read := func(f *folder, v value) error {
		var arns []string
		if err := v.decode(&arns); err != nil {
			return err
		}

		for _, arn := range arns {
			f.clues.add(clue{arn: &arn}, v.file)

			if action != "" {
				f.needs.add(action, arn, "listed, but not described in this source")
			}
		}

		return nil
	}

	return kind{name, "", "ecs", listing, read}
}
