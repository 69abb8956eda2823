package livetest

import (
	"fmt"
	"net/http"
)

// CloudMapService is the ARN of the Cloud Map service that Orders is registered in.
const CloudMapService = "arn:aws:servicediscovery:" + Region + ":" + AccountID + ":service/srv-orders"

// Block turns VPC Block Public Access on, save for a VPC or a subnet, by its ARN.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func (s *Server) Block(except string) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.unblocked = except
}

// invented answers what moto does not know: VPC Block Public Access, which is off as by default unless Block was
// called, and in AWS Cloud Map one service of one namespace, whichever is asked for.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcBlockPublicAccessOptions.html
// https://docs.aws.amazon.com/cloud-map/latest/api/API_GetService.html
// https://docs.aws.amazon.com/cloud-map/latest/api/API_ListNamespaces.html
func (s *Server) invented(c *call) *answer {
	const arn = "arn:aws:servicediscovery:" + Region + ":" + AccountID

	s.mu.Lock()
	except := s.unblocked
	s.mu.Unlock()

	mode := "off"
	if except != "" {
		mode = "block-bidirectional"
	}

	switch c.action {
	case "ec2:DescribeVpcBlockPublicAccessExclusions":
		return &answer{http.StatusOK, "text/xml", fmt.Appendf(nil, `<DescribeVpcBlockPublicAccessExclusionsResponse>
			<vpcBlockPublicAccessExclusionSet><item><exclusionId>vpcbpa-exclude-1</exclusionId>
			<internetGatewayExclusionMode>allow-bidirectional</internetGatewayExclusionMode>
			<resourceArn>%s</resourceArn><state>create-complete</state></item></vpcBlockPublicAccessExclusionSet>
			</DescribeVpcBlockPublicAccessExclusionsResponse>`, except)}
	case "ec2:DescribeVpcBlockPublicAccessOptions":
		return &answer{http.StatusOK, "text/xml", fmt.Appendf(nil, `<DescribeVpcBlockPublicAccessOptionsResponse>
			<vpcBlockPublicAccessOptions><awsAccountId>%s</awsAccountId><awsRegion>%s</awsRegion>
			<state>update-complete</state><internetGatewayBlockMode>%s</internetGatewayBlockMode>
			</vpcBlockPublicAccessOptions></DescribeVpcBlockPublicAccessOptionsResponse>`, s.Account, Region, mode)}
	case "servicediscovery:GetService":
		return invention(`{"Service": {"Id": "srv-orders", "Arn": "` + CloudMapService + `", "Name": "orders",
			"NamespaceId": "ns-livetest", "DnsConfig": {"DnsRecords": [{"Type": "A", "TTL": 60}]}}}`)
	case "servicediscovery:ListNamespaces":
		return invention(`{"Namespaces": [
			{"Id": "ns-livetest", "Arn": "` + arn + `:namespace/ns-livetest", "Name": "prod.local"}]}`)
	default:
		return nil
	}
}

func invention(body string) *answer {
	return &answer{http.StatusOK, "application/x-amz-json-1.1", []byte(body)}
}
