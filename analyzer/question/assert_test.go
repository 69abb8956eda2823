package question_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/question"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestExpectations(t *testing.T) {
	t.Parallel()

	unread := func(s *snapshot.Snapshot) { s.RouteTables = nil }

	// Of many interfaces the last one alone is open, and of one more nobody knows.
	many := func(last string) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.SecurityGroups = append(s.SecurityGroups, group("sg-open", ingress("22", "10.9.0.0/16")))
			s.Instances[0].NetworkInterfaces = nil

			for i, g := range append(slices.Repeat([]string{"sg-hosts"}, 13), last, "sg-unread") {
				id, subnet := "eni-"+strconv.Itoa(i), "subnet-"+strconv.Itoa(i)
				s.Instances[0].NetworkInterfaces = append(s.Instances[0].NetworkInterfaces, id)
				s.Subnets = append(s.Subnets, snapshot.Subnet{ID: subnet, VPC: vpc, CIDR: "10.0.1.0/24"})
				s.RouteTables = append(s.RouteTables, table("rtb-"+id, subnet, "pcx-1"))
				s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
					ID: id, VPC: vpc, Subnet: subnet, PrivateIPs: []string{"10.0.1." + strconv.Itoa(i)},
					SecurityGroups: []string{g},
				})
			}

			s.Peerings = []snapshot.Peering{{ID: "pcx-1", Status: "active"}}
		}
	}

	for name, tt := range map[string]struct {
		s                      *snapshot.Snapshot
		from, to, port, expect string
		want                   question.Outcome
	}{
		"allowed as expected":         {account(), "internet", "lb:front", "", "allowed", question.OK},
		"blocked as expected":         {account(), "internet", "i-1", "22/tcp", "blocked", question.OK},
		"allowed against expectation": {account(), "internet", "i-1", "80/tcp", "blocked", question.Breach},
		"blocked against expectation": {account(), "internet", "i-1", "22/tcp", "allowed", question.Breach},
		"partly is a breach":          {account(), "10.0.0.0/16", "i-1", "9000/tcp", "allowed", question.Breach},
		"whatever is expected":        {account(), "10.0.0.0/16", "i-1", "9000/tcp", "blocked", question.Breach},
		"nobody knows":                {account(unread), "internet", "i-1", "80/tcp", "blocked", question.Undecided},
		"the last of many":            {account(many("sg-open")), "10.9.0.1", "i-1", "22/tcp", "blocked", question.Breach},
		"none of many": {
			account(many("sg-hosts")), "10.9.0.1", "i-1", "22/tcp", "blocked", question.Undecided,
		},
		"the first of many": {
			account(many("sg-hosts")), "10.9.0.1", "i-1", "22/tcp", "allowed", question.Breach,
		},
		"a member to come":    {account(), "10.9.0.1", "sg-nobody", "22/tcp", "allowed", question.Undecided},
		"blocked in any case": {account(unread), "internet", "i-1", "22/tcp", "blocked", question.OK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			e := question.Expectation{From: tt.from, To: tt.to, Port: tt.port, Expect: tt.expect}

			checks, err := question.New(tt.s).Check([]question.Expectation{e})
			if err != nil {
				t.Fatal(err)
			}

			if checks[0].Outcome != tt.want {
				t.Errorf("got %s, want %s: %+v", checks[0].Outcome, tt.want, checks[0].Answer)
			}

			if tt.want == question.Breach && tt.expect == "blocked" && len(checks[0].Answer.Paths) == 0 {
				t.Error("a breach without what passes")
			}

			var text bytes.Buffer
			if err := question.CheckText(&text, checks); err != nil {
				t.Fatal(err)
			}

			short := strings.Count(text.String(), "\n") == 1+len(checks[0].Answer.Assumptions)
			if !strings.HasPrefix(text.String(), string(tt.want)) || (tt.want == question.OK) != short {
				t.Errorf("got %q", text.String())
			}
		})
	}
}

func TestExpectationsThatCannotBeRead(t *testing.T) {
	t.Parallel()

	for _, e := range []question.Expectation{
		{From: "internet", To: "i-1", Expect: "open"},
		{From: "internet", To: "i-9", Expect: "blocked"},
	} {
		if _, err := question.New(account()).Check([]question.Expectation{e}); err == nil ||
			!strings.Contains(err.Error(), "expectation 1") {
			t.Errorf("%+v: got %v", e, err)
		}
	}
}

// The matrix says the same as a question for each of its cells does.
func TestMatrixAgreesWithQuestions(t *testing.T) {
	t.Parallel()

	m := question.New(account())
	matrix := m.Matrix()

	for i, source := range matrix.Sources {
		if source != "internet" {
			source = "service:" + source
		}

		for j, target := range matrix.Targets {
			answer, err := m.Ask(question.Question{From: source, To: "service:" + target, Direct: true})
			if err != nil {
				t.Fatal(err)
			}

			if got := matrix.Cells[i][j].Verdict; got != answer.Verdict {
				t.Errorf("%s to %s: the matrix says %s, the question %s", source, target, got, answer.Verdict)
			}
		}
	}

	for _, format := range []string{"markdown", "csv", "json"} {
		var text bytes.Buffer
		if err := matrix.Write(&text, format); err != nil || !strings.Contains(text.String(), "prod/web") {
			t.Errorf("%s: %v, %q", format, err, text.String())
		}
	}
}

// A name steers no terminal, whatever the format.
func TestMatrixShowsEscapes(t *testing.T) {
	t.Parallel()

	matrix := question.New(account(func(s *snapshot.Snapshot) {
		s.Services[1].Name = "a\x1b[2Jgent\u202e"
	})).Matrix()

	for _, format := range []string{"markdown", "csv", "json"} {
		var text bytes.Buffer
		if err := matrix.Write(&text, format); err != nil || strings.ContainsAny(text.String(), "\x1b\u202e") ||
			strings.Count(text.String(), "[2Jgent") != 2 || !strings.Contains(text.String(), "prod/web") {
			t.Errorf("%s: %v, %q", format, err, text.String())
		}
	}
}

// An answer is one JSON document in which no list is null.
func TestAnswerIsJSON(t *testing.T) {
	t.Parallel()

	var text bytes.Buffer
	if err := ask(t, account(), question.Question{From: "internet", To: "i-1", Port: "22/tcp"}).JSON(&text); err != nil {
		t.Fatal(err)
	}

	var document map[string]any
	if err := json.Unmarshal(text.Bytes(), &document); err != nil || strings.Contains(text.String(), "null") {
		t.Errorf("%v: %s", err, text.String())
	}

	for _, field := range []string{"verdict", "allowed", "paths", "blockers", "assumptions"} {
		if _, ok := document[field]; !ok {
			t.Errorf("no %s in %s", field, text.String())
		}
	}
}
