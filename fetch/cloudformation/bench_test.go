package cloudformation_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation"
)

// BenchmarkRead reads 1,000 templates of a task definition and a group each.
func BenchmarkRead(b *testing.B) {
	templates := make([][]byte, 1000)
	for i := range templates {
		templates[i] = []byte(generated(1, i))
	}

	b.ReportAllocs()

	for b.Loop() {
		for _, template := range templates {
			check(b, template)
		}
	}
}

// BenchmarkResources reads one template of n and of 10 n pairs of a task definition and a group with a rule.
func BenchmarkResources(b *testing.B) {
	for _, n := range []int{100, 1000} {
		template := []byte(generated(n, 0))

		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(template)))

			for b.Loop() {
				check(b, template)
			}
		})
	}
}

func check(b *testing.B, template []byte) {
	b.Helper()

	r, err := readFile("web.yaml", template, cloudformation.Options{})
	if err != nil || len(r.Problems) > 0 || len(r.Snapshot.SecurityGroups) == 0 {
		b.Fatal(err, r.Problems)
	}
}

func generated(pairs, seed int) string {
	var text strings.Builder

	text.WriteString("Parameters: {Port: {Type: Number, Default: 8080}, VpcId: {Type: String}}\n" +
		"Conditions: {IsOpen: !Equals [!Ref Port, '8080']}\nResources:\n")

	for i := range pairs {
		fmt.Fprintf(&text, `  Task%[1]d:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub 'web-%[2]d-${Port}'
      NetworkMode: bridge
      RequiresCompatibilities: [EC2]
      ContainerDefinitions:
      - Name: web
        Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:1'
        PortMappings:
        - {ContainerPort: !Ref Port, HostPort: 0}
        Environment:
        - {Name: DB_HOST, Value: !Join ['.', [db, example, com]]}
        - {Name: DB_PORT, Value: '5432'}
        LogConfiguration: {LogDriver: awslogs, Options: {awslogs-region: !Ref AWS::Region}}
  Group%[1]d:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      VpcId: !Ref VpcId
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
      - !If [IsOpen, {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}, !Ref AWS::NoValue]
  Rule%[1]d:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      {GroupId: !Ref Group%[1]d, IpProtocol: tcp, FromPort: 1, ToPort: 2, SourceSecurityGroupId: !GetAtt Group0.GroupId}
`, i, seed)
	}

	return text.String()
}
