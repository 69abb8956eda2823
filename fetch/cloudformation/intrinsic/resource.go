package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A Resource is a resource of a template.
type Resource struct {
	scoped

	t *Template

	// Name is the logical id, Type such as AWS::EC2::SecurityGroup.
	Name, Type string

	properties map[string]*property
	whole      *document.Node
	nested     *Template
	looked     bool
}

// A property is one that was evaluated, or is being.
type property struct {
	value  *document.Node
	values int // how many values it came to
	done   bool
}

// Address is the logical id, behind those of the stacks that it is nested in: Network.VPC.
func (r *Resource) Address() string { return r.t.prefix + r.Name }

// File is the template that holds the resource.
func (r *Resource) File() string { return r.t.file }

// Node is the resource as it is written.
func (r *Resource) Node() *document.Node { return r.node }

// Metadata is a part of the resource's metadata, evaluated; nil where there is none.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/metadata-section-structure.html
func (r *Resource) Metadata(key string) *document.Node {
	n := r.node.Get("Metadata").Get(key)
	if n == nil {
		return nil
	}

	return r.t.in(r.loop).eval(n)
}

// Sibling is another resource of the same template; nil where it has none of this name.
func (r *Resource) Sibling(name string) *Resource { return r.t.byName[name] }

// ParameterPath is the name in Parameter Store behind a parameter of the resource's template.
func (r *Resource) ParameterPath(address string) string { return r.t.ParameterPath(address) }

// Pointer is the JSON pointer of the resource in its file.
func (r *Resource) Pointer() string {
	return "/Resources/" + strings.ReplaceAll(strings.ReplaceAll(r.node.Name(), "~", "~0"), "/", "~1")
}

// Problem notes what is wrong at a value of the resource.
func (r *Resource) Problem(at *document.Node, text string) { r.t.run.problem(r.t.file, at, text) }

// Failed notes an error of another reader of the resource.
func (r *Resource) Failed(err error) {
	if err != nil && len(r.t.run.problems) < maxProblems {
		r.t.run.problems = append(r.t.run.problems, err)
	}
}

// Properties are the evaluated properties.
func (r *Resource) Properties() *document.Node {
	if r.whole != nil {
		return r.whole
	}

	written := r.node.Get("Properties")

	switch written.Kind() {
	case document.Object:
		r.whole = r.t.in(r.loop).eval(written)
	case document.Null:
		r.whole = r.node.MakeObject(nil)
	default:
		r.t.run.problem(r.t.file, written, "Properties must be an object, not "+written.Kind().String())
	}

	if r.whole == nil {
		r.whole = r.node.MakeObject(nil)
	}

	return r.whole
}

// property is the value of one property, for others that ask for it. What it came to counts each time.
func (r *Resource) property(at, written *document.Node) *document.Node {
	name := written.Name()

	if p := r.properties[name]; p != nil {
		switch {
		case !p.done:
			r.t.run.problem(r.t.file, written, "this property is made of itself; break the ring of Fn::GetAtt")

			return at.MakeUnknown("a ring of references")
		case !r.t.run.spend(p.values, 0):
			return at.MakeUnknown(tooLarge)
		default:
			return p.value
		}
	}

	if r.properties == nil {
		r.properties = map[string]*property{}
	}

	p, before := &property{}, r.t.run.values
	r.properties[name] = p
	p.value = r.t.chained(at, func() *document.Node { return r.t.in(r.loop).eval(written) })
	p.values, p.done = r.t.run.values-before, true

	return p.value
}

// chained follows a reference, unless too many led here.
func (t *Template) chained(at *document.Node, follow func() *document.Node) *document.Node {
	if t.run.chain >= maxChain {
		t.run.problem(t.file, at, "too many references lead from one to the next")

		return at.MakeUnknown("too many references lead from one to the next")
	}

	t.run.chain++
	defer func() { t.run.chain-- }()

	return follow()
}
