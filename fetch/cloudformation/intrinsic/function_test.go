package intrinsic_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
)

const head = `
Parameters:
  Port: {Type: Number, Default: 8080}
  Open: {Type: String}
  Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
  Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}
  None: {Type: CommaDelimitedList, Default: ''}
  Hidden: {Type: String, Default: hunter2, NoEcho: true}
  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/service/x}
  Empty: {Type: String, Default: ''}
Mappings:
  Size: {eu-north-1: {Small: t3.small, Both: m5}, eu-west-1: {Small: t2.small, Both: m5}}
Conditions:
  Yes: !Equals [!Ref Port, 8080]
  No: !Not [Condition: 'Yes']
  Maybe: !Equals [!Ref Open, 'x']
`

func TestFunctions(t *testing.T) {
	t.Parallel()

	for expression, want := range map[string]string{
		`!Ref Port`:                                  "8080",
		`{Ref: !Join ['', [Po, rt]]}`:                "8080",
		`{Ref: !Ref Open}`:                           "?the name in Ref is not known",
		`{Ref: Port}`:                                "8080",
		`!Ref Open`:                                  "<Open>",
		`!Ref Group`:                                 "<Group>",
		`!Ref Subnets`:                               "<Subnets>",
		`!Ref Zones`:                                 "[a, b, c]",
		`!Ref None`:                                  "[]",
		`!Ref Hidden`:                                "<Hidden>",
		`!Ref Image`:                                 "<Image>",
		`!Ref Empty`:                                 "",
		`!Ref AWS::Region`:                           "<AWS::Region>",
		`!Ref AWS::NoValue`:                          "-",
		`[1, !Ref AWS::NoValue, 2]`:                  "[1, 2]",
		`{a: 1, b: !Ref AWS::NoValue}`:               "{a: 1}",
		`!GetAtt Group.GroupId`:                      "<Group.GroupId>",
		`!GetAtt [Group, GroupId]`:                   "<Group.GroupId>",
		`{'Fn::GetAtt': [Group, VpcId]}`:             "vpc-1",
		`!Join ['-', [a, !Ref Port, b]]`:             "a-8080-b",
		`!Join ['-', [a, !Ref Open]]`:                "a-${Open}",
		`!Join ['', [!Ref Open]]`:                    "<Open>",
		`!Join [',', !Ref Subnets]`:                  "<Subnets>",
		`!Join [',', !Ref Zones]`:                    "a,b,c",
		`!Sub '${Port}/tcp'`:                         "8080/tcp",
		`!Sub '${Group.GroupId}'`:                    "<Group.GroupId>",
		`!Sub 'x${!Port}'`:                           "x${Port}",
		`!Sub 'a ${Open} ${Group}'`:                  "a ${Open} ${Group}",
		`!Sub ['${a}-${Port}', {a: b}]`:              "b-8080",
		`!Sub 'no name $Port ${'`:                    "no name $Port ${",
		`!Sub '${Zones}'`:                            "a,b,c",
		`!Split [',', 'a,b']`:                        "[a, b]",
		`!Split [',', !Ref Open]`:                    "<Open>",
		`!Split [',', !Sub '${Open},b']`:             "[<Open>, b]",
		`!Select [1, [a, b]]`:                        "b",
		`!Select ['0', !Ref Subnets]`:                "<Subnets[0]>",
		`!Select [0, !Split ['.', 'a.b']]`:           "a",
		`!Select [0, !GetAZs '']`:                    "<AWS::AvailabilityZones[0]>",
		`!If ['Yes', a, b]`:                          "a",
		`!If ['No', a, b]`:                           "b",
		`!If [Maybe, a, a]`:                          "a",
		`!FindInMap [Size, eu-north-1, Small]`:       "t3.small",
		`!FindInMap [Size, !Ref AWS::Region, Both]`:  "m5",
		`!FindInMap [Size, !Ref AWS::Region, Small]`: "?the key of the map is not known",
		`!FindInMap [Size, us-east-1, Small, {DefaultValue: t3.nano}]`: "t3.nano",
		`!FindInMap [Size, us-east-1, Small]`:                          "?the map does not have it",
		`!ImportValue vpc`:                                             "<ImportValue.vpc>",
		`{'Fn::ImportValue': !Sub '${Open}:vpc'}`:                      "<ImportValue.Open:vpc>",
		`!Base64 abc`:                                             "YWJj",
		`!Cidr [10.0.0.0/16, 3, 8]`:                               "[10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24]",
		`!Cidr ['fd00::/56', 2, 64]`:                              "[fd00::/64, fd00:0:0:1::/64]",
		`!Select [1, !Cidr [10.0.0.0/24, 4, 6]]`:                  "10.0.0.64/26",
		`!Cidr [!Ref Open, 3, 8]`:                                 "?the block that it divides is not known",
		`{'Fn::Length': !Ref Zones}`:                              "3",
		`{'Fn::Length': !Ref Subnets}`:                            "?the length of the list is not known",
		`{'Fn::ToJsonString': {a: [1, true, !Ref Open, "x\"y"]}}`: `{"a":[1,true,"${Open}","x\"y"]}`,
		`{'Fn::Transform': {Name: AWS::Include}}`:                 "?Fn::Transform is not evaluated here",
		`!Other x`: "?Fn::Other is not evaluated here",
		`'{{resolve:secretsmanager:db:SecretString:password}}'`:              "<resolve.1>",
		`'postgres://u:{{resolve:ssm-secure:pw:1}}@db:5432'`:                 "postgres://u:${resolve.1}@db:5432",
		`['{{resolve:ssm:/a}}', '{{resolve:ssm:/b}}', '{{resolve:ssm:/a}}']`: "[<resolve.1>, <resolve.2>, <resolve.1>]",
		`'{{resolve:ssm:/aws/service/ecs/optimized-ami/recommended}}'`:       "</aws/service/ecs/optimized-ami/recommended>",
		`{'Fn::ForEach::L': [I, [b-c], {'x${I}': '${I}', 'y&{I}': !Ref I}]}`: "{xb-c: b-c, ybc: b-c}",
	} {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()

			got, problems := evaluated(t, head, expression, nil)
			if got != want || len(problems) > 0 {
				t.Errorf("%s is\n%s, want\n%s; problems: %v", expression, got, want, problems)
			}
		})
	}
}

// Under a condition that is not known nothing that may open a port is left out.
func TestUnknownCondition(t *testing.T) {
	t.Parallel()

	const hangs = "?it hangs on a condition that is not known here"

	for expression, want := range map[string]string{
		`!If [Maybe, a, b]`:                                             hangs,
		`!If [Maybe, a, !Ref AWS::NoValue]`:                             hangs,
		`!If [Maybe, [a], [b]]`:                                         hangs,
		`!If [Maybe, [{p: 1}], [{p: 2}]]`:                               "[{p: 1}, {p: 2}]",
		`!If [Maybe, [{p: 1}], !Ref AWS::NoValue]`:                      "[{p: 1}]",
		`!If [Maybe, {p: 1}, !Ref AWS::NoValue]`:                        "{p: 1}",
		`!If [Maybe, {p: 1, q: 1}, {p: 2, q: 1}]`:                       "{p: " + hangs + ", q: 1}",
		`!If [Maybe, {p: 1}, {q: [{r: 1}]}]`:                            "{p: " + hangs + ", q: [{r: 1}]}",
		`[{p: 1}, !If [Maybe, {p: 2}, !Ref AWS::NoValue]]`:              "[{p: 1}, {p: 2}]",
		`[{p: 1}, !If [Maybe, {p: 2}, {p: 3}]]`:                         "[{p: 1}, {p: 2}, {p: 3}]",
		`[a, !If [Maybe, b, c]]`:                                        "[a, " + hangs + "]",
		`[a, !If [Maybe, b, !Ref AWS::NoValue]]`:                        "[a, " + hangs + "]",
		`{SecurityGroupEgress: !If [Maybe, [p: 1], !Ref AWS::NoValue]}`: "{SecurityGroupEgress: [{p: 1}, " + hangs + "]}",
	} {
		if got, problems := evaluated(t, head, expression, nil); got != want || len(problems) > 0 {
			t.Errorf("%s is\n%s, want\n%s; problems: %v", expression, got, want, problems)
		}
	}
}

func TestConditions(t *testing.T) {
	t.Parallel()

	for condition, want := range map[string]string{
		`!Equals [a, a]`:                               "yes",
		`!Equals [80, '80']`:                           "yes",
		`!Equals [a, b]`:                               "no",
		`!Equals [!Ref Open, !Ref Open]`:               "yes",
		`!Equals [!Ref Open, a]`:                       "?",
		`!Equals [!Ref Hidden, hunter2]`:               "?",
		`!Equals [!Ref Empty, '']`:                     "yes",
		`!Equals [!Join ['', [a, !Ref Open]], ab]`:     "?",
		`!Equals [[a, b], [a, b]]`:                     "yes",
		`!Equals [[a, b], [a, c]]`:                     "no",
		`!And [!Condition 'Yes', Condition: 'No']`:     "no",
		`!And [Condition: 'Yes', Condition: Maybe]`:    "?",
		`!And [Condition: Maybe, Condition: 'No']`:     "no",
		`!Or [Condition: 'No', Condition: Maybe]`:      "?",
		`!Or [Condition: Maybe, Condition: 'Yes']`:     "yes",
		`!Or [Condition: 'No', Condition: 'No']`:       "no",
		`!Not [!Or [Condition: 'No', !Equals [a, b]]]`: "yes",
		`!Not [Condition: Maybe]`:                      "?",
		`{Condition: "Yes"}`:                           "yes",
		`{Condition: Missing}`:                         "?",
		`{'Fn::Contains': [[a], a]}`:                   "?",
	} {
		got, problems := evaluated(t, head+"  It: "+indented(condition), "!If [It, 'yes', 'no']", nil)
		if got[:1] != want[:1] || len(problems) > 0 {
			t.Errorf("%s is %s, want %s; problems: %v", condition, got, want, problems)
		}
	}
}

func TestGivenParameters(t *testing.T) {
	t.Parallel()

	given := intrinsic.Parameters{
		"Port": {Value: "80"}, "Open": {Value: "x"}, "Subnets": {Value: "subnet-1, subnet-2"}, "Hidden": {Value: "s3cret"},
		"Empty": {Unknown: true}, "AWS::Region": {Value: "eu-north-1"}, "Other": {Value: "of another template"},
	}

	for expression, want := range map[string]string{
		`!Ref Port`:                              "80",
		`!Ref Subnets`:                           "[subnet-1, subnet-2]",
		`!Ref Hidden`:                            "<Hidden>",
		`!Ref Empty`:                             "<Empty>",
		`!If [Maybe, a, b]`:                      "a",
		`!If ['Yes', a, b]`:                      "b",
		`!Sub '${AWS::Region}${AWS::AccountId}'`: "eu-north-1${AWS::AccountId}",
		`!FindInMap [Size, !Ref AWS::Region, Small]`: "t3.small",
	} {
		if got, problems := evaluated(t, head, expression, given); got != want || len(problems) > 0 {
			t.Errorf("%s is %s, want %s; problems: %v", expression, got, want, problems)
		}
	}
}

// What CloudFormation would refuse is told with its place, and is not known.
func TestMisused(t *testing.T) {
	t.Parallel()

	const at = file + ":23:10: "

	for expression, want := range map[string]string{
		`!Join [a]`:                    "Fn::Join takes a delimiter and a list",
		`!Join ['', [{a: b}]]`:         "Fn::Join takes a list of texts",
		`!Split ['', a]`:               "Fn::Split takes a delimiter and a text",
		`!Select [3, [a]]`:             "Fn::Select takes an index inside of the list",
		`!Select [a, [a]]`:             "Fn::Select takes an index and a list",
		`!If ['Yes', a]`:               "Fn::If takes the name of a condition and two values",
		`!Sub [a]`:                     "Fn::Sub takes a text, or a text and an object of values",
		`!GetAtt Group`:                "Fn::GetAtt takes the name of a resource and an attribute",
		`!FindInMap [Size]`:            "Fn::FindInMap takes a map and two keys",
		`!Cidr [10.0.0.0/16, 1000, 8]`: "Fn::Cidr takes a block, a count from 1 to 256 and a number of bits",
		`!Cidr [10.0.0.0/24, 4, 8]`:    "the block is too small to be divided so",
		`!Cidr [10.0.0.0/24, 4, -1]`:   "the block is too small to be divided so",
		`!Base64 [a]`:                  "Fn::Base64 takes a text",
	} {
		got, problems := evaluated(t, head, expression, nil)
		if got[0] != '?' || !slices.Equal(problems, []string{at + want}) {
			t.Errorf("%s is %s; problems: %q, want %q", expression, got, problems, at+want)
		}
	}
}
