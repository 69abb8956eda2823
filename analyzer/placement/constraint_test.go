package placement_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const (
	beyond = "beyond what ecslint judges"
	open   = "cannot be decided for 1"
)

// host is an m5.large of the stack "web tier" without a team, of which ECS knows a capability.
func host(c *snapshot.ContainerInstance) {
	having("ecs.instance-type", "m5.large")(c)
	having("stack", "prod")(c)
	having("tier", "web tier")(c)
	having("blank", "")(c)
}

func TestConstraintLanguage(t *testing.T) {
	t.Parallel()

	for _, c := range [][2]string{
		{`attribute:ecs.instance-type == m5.large`, "1"},
		{`attribute:ecs.instance-type==m5.large`, "1"},
		{"\t attribute:ecs.instance-type \n equals m5.large", "1"},
		{`attribute:ecs.instance-type == 'm5.large'`, "1"},
		{`attribute:ecs.instance-type == M5.LARGE`, "none"},
		{`attribute:ecs.instance-type == m5.larg`, "none"},
		{`attribute:ecs.instance-type == 'c5.large'`, "none"},
		{`attribute:tier == 'web tier'`, "1"},
		{`attribute:tier == 'web  tier'`, "none"},
		{`attribute:blank == prod`, "none"},

		{`attribute:stack != test`, "1"},
		{`attribute:stack not_equals test`, "1"},
		{`attribute:stack != prod`, "none"},
		{`attribute:stack != 'prod'`, "none"},
		{`attribute:stack in [prod]`, "1"},
		{`attribute:stack in [test, prod]`, "1"},
		{`attribute:stack in ['test','prod']`, "1"},
		{`attribute:stack in [test, stage]`, "none"},

		{`attribute:ecs.instance-type =~ m5.*`, "1"},
		{`attribute:ecs.instance-type matches m5.*`, "1"},
		{`attribute:ecs.instance-type =~ 'm(5|6)\.large'`, "1"},
		{`attribute:ecs.instance-type =~ m5\.large`, "1"},
		{`attribute:ecs.instance-type =~ g2.*`, "none"},
		{`attribute:ecs.instance-type =~ m5`, open}, // does a part of the value do?
		{`attribute:ecs.instance-type =~ ^m5`, open},
		{`attribute:ecs.instance-type =~ large$`, open},
		{`attribute:ecs.instance-type =~ ^m5.*$`, "1"},
		{`attribute:ecs.instance-type =~ '[mc]5.*'`, beyond}, // Java's classes are not Go's
		{`attribute:ecs.instance-type =~ '(?<=m)5.*'`, beyond},
		{`attribute:ecs.instance-type =~ 'm5(.*'`, beyond},

		{`attribute:stack == prod and attribute:ecs.instance-type =~ m5.*`, "1"},
		{`attribute:stack == prod && attribute:ecs.instance-type =~ g2.*`, "none"},
		{`attribute:stack == test or attribute:ecs.instance-type =~ m5.*`, "1"},
		{`attribute:stack == test || attribute:ecs.instance-type =~ g2.*`, "none"},
		{`(attribute:stack == prod)`, "1"},
		{`((attribute:stack == test) or attribute:stack == prod)`, "1"},
		{`attribute:stack == prod or attribute:stack == test and attribute:stack == test`, "1"},
		{`(attribute:stack == prod or attribute:stack == test) and attribute:stack == test`, "none"},
		{`attribute:stack == test and attribute:stack == test or attribute:stack == prod`, "1"},

		// An instance without the attribute equals and matches nothing; what != means for it is not documented.
		{`attribute:team == blue`, "none"},
		{`attribute:team in [blue, red]`, "none"},
		{`attribute:team =~ .*`, "none"},
		{`attribute:team != blue`, open},
		{`attribute:team != blue and attribute:stack == test`, "none"},
		{`attribute:team != blue or attribute:stack == prod`, "1"},
		{`attribute:team != blue and attribute:stack == prod`, open},
		{`attribute:Stack == prod`, "none"},
		{`attribute:com.amazonaws.ecs.capability.x == y`, open}, // not in a snapshot
		{`attribute:com.amazonaws.ecs.capability.x =~ y`, open},
		{`attribute:com.amazonaws.ecs.capability.x in [y]`, open},
		{`attribute:com.amazonaws or attribute:stack == prod`, beyond},
		{`attribute:stack == prod or attribute:com.amazonaws == x`, "1"},

		{``, beyond},
		{` `, beyond},
		{`()`, beyond},
		{`attribute:stack`, beyond},
		{`attribute:stack ==`, beyond},
		{`attribute:stack == ''`, beyond},
		{`attribute: == prod`, beyond},
		{`stack == prod`, beyond},
		{`ecs.os-type=='linux'`, beyond},
		{`attribute:stack = prod`, beyond},
		{`attribute:stack == prod test`, beyond},
		{`attribute:stack == "prod"`, beyond},
		{`attribute:stack == 'prod`, beyond},
		{`attribute:stack == pr'od'`, beyond},
		{`attribute:stack exists`, beyond},
		{`attribute:stack !exists`, beyond},
		{`attribute:stack not_exists`, beyond},
		{`attribute:stack !in [test]`, beyond},
		{`attribute:stack not_in [test]`, beyond},
		{`attribute:stack !~ te.*`, beyond},
		{`attribute:stack not_matches te.*`, beyond},
		{`attribute:stack > prod`, beyond},
		{`attribute:stack in prod`, beyond},
		{`attribute:stack in []`, beyond},
		{`attribute:stack in [prod`, beyond},
		{`attribute:stack in [prod,]`, beyond},
		{`attribute:stack in [prod test]`, beyond},
		{`attribute:stack == [prod]`, beyond},
		{`attribute:stack == (prod)`, beyond},
		{`attribute:stack == (`, beyond},
		{`attribute:stack != ]`, beyond},
		{`attribute:stack == ==`, beyond},
		{`attribute:stack =~ ,`, beyond},
		{`attribute:stack in [,]`, beyond},
		{`attribute:stack in [&&]`, beyond},
		{`not(attribute:stack == prod)`, beyond},
		{`!(attribute:stack == prod)`, beyond},
		{`task:group == service:web`, beyond},
		{`runningTasksCount == 1`, beyond},
		{`agentVersion < 1.14.5`, beyond},
		{`registeredAt < 2018-02-13`, beyond},
		{`ec2InstanceId in ['i-1', 'i-2']`, beyond},
		{`attribute:stack == prod and`, beyond},
		{`attribute:stack == prod or`, beyond},
		{`and attribute:stack == prod`, beyond},
		{`attribute:stack == prod AND attribute:stack == prod`, beyond},
		{`attribute:stack == prod & attribute:stack == prod`, beyond},
		{`(attribute:stack == prod`, beyond},
		{`attribute:stack == prod)`, beyond},
		{strings.Repeat("(", 1000) + `attribute:stack == prod`, beyond},
		{strings.Repeat("(", 900) + `attribute:stack == prod` + strings.Repeat(")", 900), "1"},
		{strings.Repeat("(", 1000) + `attribute:stack == prod` + strings.Repeat(")", 1000), beyond}, // over 2,000 characters
		{strings.Repeat("(", 4e6) + `attribute:stack == prod` + strings.Repeat(")", 4e6), beyond},
		{`attribute:stack == ` + strings.Repeat("x", 2000), beyond},
		{`attribute:stack == ` + strings.Repeat("x", 1900), "none"},
	} {
		expression, want := c[0], c[1]

		got := eligible(only(t, instance(host), service(memberOf(expression))))
		if want == beyond || want == open {
			if !strings.HasPrefix(got, "undecided: placement constraint ") || !strings.HasSuffix(got, want) {
				t.Errorf("%.200s: got %.300s, want it %s", expression, got, want)
			}
		} else if got != want {
			t.Errorf("%.200s: got %.300s, want %s", expression, got, want)
		}
	}
}

// Of an instance that a stack is to start, the stack says some attributes, and some with parts that it leaves open.
func TestConstraintsOfInstancesToCome(t *testing.T) {
	t.Parallel()

	planned := func(c *snapshot.ContainerInstance) {
		c.Stack = "web.yaml"
		having("ecs.availability-zone", "${AWS::Region}a")(c)
		having("ecs.instance-type", "m5.large")(c)
	}

	for _, c := range [][2]string{
		{`attribute:ecs.instance-type == m5.large`, "1"},
		{`attribute:ecs.instance-type == c5.large`, "none"},
		{`attribute:ecs.instance-type == ${Size}`, open},
		{`attribute:ecs.os-type == linux`, open}, // the image says it
		{`attribute:ecs.os-type =~ lin.*`, open},
		{`attribute:ecs.os-type == linux and attribute:ecs.instance-type == c5.large`, "none"},

		{`attribute:ecs.availability-zone == ${AWS::Region}a`, "1"},
		{`attribute:ecs.availability-zone in [${AWS::Region}b, ${AWS::Region}a]`, "1"},
		{`attribute:ecs.availability-zone == ${AWS::Region}b`, "none"},
		{`attribute:ecs.availability-zone == ${AWS::Region}`, "none"},
		{`attribute:ecs.availability-zone == ${AWS::Partition}a`, open},
		{`attribute:ecs.availability-zone == eu-north-1a`, open},
		{`attribute:ecs.availability-zone != ${AWS::Region}b`, "1"},
		{`attribute:ecs.availability-zone != ${AWS::Region}a`, "none"},
		{`attribute:ecs.availability-zone != eu-north-1a`, open},
		{`attribute:ecs.availability-zone =~ .*a`, open},
		{`attribute:ecs.instance-type =~ ${Family}.*`, beyond},
	} {
		got := eligible(only(t, instance(planned), service(memberOf(c[0]))))
		if got == c[1] || strings.HasPrefix(got, "undecided: ") && strings.HasSuffix(got, c[1]) {
			continue
		}

		t.Errorf("%s: got %s, want %s", c[0], got, c[1])
	}
}

// A constraint of the definition counts like one of the service; other types ask nothing of an instance.
func TestConstraintsOfDefinitionAndService(t *testing.T) {
	t.Parallel()

	of := func(constraints ...string) option {
		return definition(func(d *snapshot.TaskDefinition) {
			for _, e := range constraints {
				c := snapshot.PlacementConstraint{Type: "memberOf", Expression: e}
				d.PlacementConstraints = append(d.PlacementConstraints, c)
			}
		})
	}
	distinct := func(s *snapshot.Service) {
		s.PlacementConstraints = append(s.PlacementConstraints, snapshot.PlacementConstraint{Type: "distinctInstance"})
	}

	for name, c := range map[string]struct {
		definition, service []string
		want                string
	}{
		"none":                     {nil, nil, "1 2"},
		"the definition's":         {[]string{"attribute:stack == prod"}, nil, "1"},
		"the service's":            {nil, []string{"attribute:stack == test"}, "2"},
		"both":                     {[]string{"attribute:stack == prod"}, []string{"attribute:stack == test"}, "none"},
		"a mismatch decides first": {[]string{"attribute:stack == x"}, []string{"task:group == y"}, "none"},
		"a mismatch decides last":  {[]string{"task:group == y"}, []string{"attribute:stack == x"}, "none"},
	} {
		tenant := only(t, instance(having("stack", "prod")), instance(having("stack", "test")),
			of(c.definition...), service(memberOf(c.service...), distinct))
		if got := eligible(tenant); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}

		if !tenant.DistinctInstance() {
			t.Errorf("%s: the tasks may share an instance", name)
		}
	}

	if only(t, service(memberOf("attribute:stack == prod"))).DistinctInstance() {
		t.Error("memberOf alone keeps tasks apart")
	}
}

// A term is a constraint with its meaning for an instance whose attributes are a to c: 0 for no, 1 for cannot be
// told, 2 for yes.
type term struct {
	text string
	eval func(attributes map[string]string) int
}

func word(t *rapid.T, words ...string) string { return rapid.SampledFrom(words).Draw(t, "word") }

func genTerm(depth int) *rapid.Generator[term] {
	return rapid.Custom(func(t *rapid.T) term {
		kind := rapid.IntRange(0, 6).Draw(t, "kind")
		if depth == 0 || kind < 4 {
			return genComparison().Draw(t, "comparison")
		}

		a, b := genTerm(depth-1).Draw(t, "left"), genTerm(depth-1).Draw(t, "right")

		switch kind {
		case 4:
			return term{"(" + a.text + ")", a.eval}
		case 5:
			return term{
				"(" + a.text + ")" + word(t, " and ", "&&", " && ") + "(" + b.text + ")",
				func(m map[string]string) int { return min(a.eval(m), b.eval(m)) },
			}
		default:
			return term{
				"(" + a.text + ")" + word(t, " or ", "||", " ||\t") + "(" + b.text + ")",
				func(m map[string]string) int { return max(a.eval(m), b.eval(m)) },
			}
		}
	})
}

func genComparison() *rapid.Generator[term] {
	return rapid.Custom(func(t *rapid.T) term {
		name, one, other := word(t, "a", "b", "c"), word(t, "x", "y"), word(t, "x", "y", "z")
		subject := "attribute:" + name
		quote := word(t, "", "'")

		judge := func(matches func(string) bool, missing int) func(map[string]string) int {
			return func(m map[string]string) int {
				switch value, ok := m[name]; {
				case !ok:
					return missing
				case matches(value):
					return 2
				default:
					return 0
				}
			}
		}

		switch rapid.IntRange(0, 4).Draw(t, "operator") {
		case 0:
			return term{
				subject + word(t, "==", " == ", " equals ") + quote + one + quote,
				judge(func(v string) bool { return v == one }, 0),
			}
		case 1:
			return term{
				subject + word(t, "!=", " != ", " not_equals ") + quote + one + quote,
				judge(func(v string) bool { return v != one }, 1),
			}
		case 2:
			return term{
				subject + " in [" + one + word(t, ",", " , ") + quote + other + quote + "]",
				judge(func(v string) bool { return v == one || v == other }, 0),
			}
		case 3:
			return term{
				subject + word(t, "=~", " matches ") + quote + one + ".*" + quote,
				judge(func(v string) bool { return strings.HasPrefix(v, one) }, 0),
			}
		default:
			return term{"task:group == " + one, func(map[string]string) int { return 1 }}
		}
	})
}

// What is beyond ecslint must be alone: it leaves its whole constraint undecided.
func (e term) judgeable() bool { return !strings.Contains(e.text, "task:group") }

func genAttributes() *rapid.Generator[map[string]string] {
	return rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.SampledFrom([]string{"x", "y", "z"}), 0, 3)
}

func TestConstraintsMeanWhatTheySay(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		attributes := genAttributes().Draw(t, "attributes")
		constraints := rapid.SliceOfN(genTerm(3), 1, 3).Draw(t, "constraints")

		want := 2
		texts := make([]string, len(constraints))

		for i, c := range constraints {
			texts[i] = c.text

			if c.judgeable() {
				want = min(want, c.eval(attributes))
			} else {
				want = min(want, 1)
			}
		}

		got := eligible(tenants(service(memberOf(texts...)), instance(func(c *snapshot.ContainerInstance) {
			for name, value := range attributes {
				having(name, value)(c)
			}
		}))[0])

		if strings.HasPrefix(got, "undecided: ") {
			got = "undecided"
		}

		if words := []string{"none", "undecided", "1"}; got != words[want] {
			t.Errorf("%q for %v: got %s, want %s", texts, attributes, got, words[want])
		}
	})
}

// Nothing that a user writes breaks the parser, and parentheses around all of it change nothing.
func FuzzConstraint(f *testing.F) {
	for _, seed := range []string{
		"attribute:stack == prod", "attribute:ecs.instance-type =~ m5.* and (attribute:stack in [a, 'b c'])",
		"attribute:x != y||attribute:x==y", "not(task:group == database)", "((", "attribute:stack =~ '('", "'", "[", "&&",
		"attribute:stack == é",
	} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, expression string) {
		plain := eligible(only(t, instance(host), service(memberOf(expression))))
		if len(expression) > 1998 {
			return
		}

		wrapped := eligible(only(t, instance(host), service(memberOf("("+expression+")"))))
		wrapped = strings.Replace(wrapped, "("+expression+")", expression, 1)

		if wrapped != plain {
			t.Errorf("%q: %s, in parentheses %s", expression, plain, wrapped)
		}
	})
}
