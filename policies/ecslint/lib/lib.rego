# METADATA
# title: Words shared by rules
# description: |
#   A fact that may be unknown is {state, value, reason}. `not x.value` would take an unknown for a
#   no, so rules ask for known or unknown first.
package ecslint.lib

# METADATA
# description: whether the value of a fact holds, because the source says so or by AWS's default
known(fact) if fact.state != "unknown"

# METADATA
# description: whether the source cannot say
unknown(fact) if fact.state == "unknown"

# METADATA
# description: |
#   the severity where assumptions without a common default stand behind it: a count of those, each
#   lowering it once, or whether there is one
severity(worst, times) := worst if times in {0, false}

severity(worst, times) := _lower(worst, "high") if times in {1, true}

severity(worst, times) := _lower(worst, "medium") if times > 1

_lower("critical", to) := to

_lower("high", _) := "medium"

_lower(mild, _) := mild if not mild in {"critical", "high"}

# METADATA
# description: whether a task definition can run on EC2 with Linux
ec2_linux(definition) if {
	not definition.windows
	"EC2" in definition.runsOn
}

# METADATA
# description: the noun for a number of things
plural(1, noun) := noun

plural(n, noun) := sprintf("%ss", [noun]) if n != 1

# METADATA
# description: a list of names for a sentence, the first five in full
names(list) := concat(", ", list) if count(list) <= 5

names(list) := sprintf("%s and %d more", [concat(", ", array.slice(list, 0, 5)), count(list) - 5]) if count(list) > 5

# METADATA
# description: a set of ports in a sentence
ports(opened) := sprintf("ports %s", [opened.text]) if opened.several

ports(opened) := sprintf("port %s", [opened.text]) if not opened.several

# METADATA
# description: the verb for a set of ports
are(opened) := "are" if opened.several

are(opened) := "is" if not opened.several

# METADATA
# description: what a source class is called in a sentence
sources := {
	"internet": "the internet",
	"other-vpc": "another VPC",
	"peer": "a peered VPC",
	"on-premises": "networks outside the VPC",
	"aws-prefix-list": "addresses AWS lists",
	"narrow-public": "public addresses",
	"own-vpc": "addresses of the VPC",
	"own-group": "its own members",
	"other-group": "another group",
	"load-balancer": "a load balancer",
}
