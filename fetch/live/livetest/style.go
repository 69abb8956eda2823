package livetest

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
)

// A wireStyle is what a service calls its paging parameters and errors.
type wireStyle struct {
	// size and token are parameters, next is a member of the answer.
	size, token, next string

	// invalid, outOfBounds, badToken and denied are error codes.
	invalid, outOfBounds, badToken, denied string
}

// style is from the common errors of each API reference and the errors of its actions.
func style(service string) wireStyle {
	switch service {
	case "ecs":
		return wireStyle{
			"maxResults", "nextToken", "nextToken",
			"InvalidParameterException", "InvalidParameterException", "InvalidParameterException", "AccessDeniedException",
		}
	case "application-autoscaling":
		return wireStyle{
			"MaxResults", "NextToken", "NextToken",
			"ValidationException", "ValidationException", "InvalidNextTokenException", "AccessDeniedException",
		}
	case "servicediscovery":
		return wireStyle{
			"MaxResults", "NextToken", "NextToken", "InvalidInput", "InvalidInput", "InvalidInput", "AccessDeniedException",
		}
	case "ec2":
		return wireStyle{
			"MaxResults", "NextToken", "nextToken",
			"InvalidParameterValue", "InvalidParameterValue", "InvalidNextToken", "UnauthorizedOperation",
		}
	case "autoscaling":
		return wireStyle{
			"MaxRecords", "NextToken", "NextToken",
			"ValidationError", "ValidationError", "InvalidNextToken", "AccessDenied",
		}
	default:
		return wireStyle{
			"PageSize", "Marker", "NextMarker",
			"ValidationError", "ValidationError", "ValidationError", "AccessDenied",
		}
	}
}

// A refusal is an error of the API.
type refusal struct{ code, message string }

// answer puts a refusal into the form of the service: AWS JSON 1.1, EC2's or the query protocol's.
// https://smithy.io/2.0/aws/protocols/index.html
func (r *refusal) answer(service string) (*answer, error) {
	switch service {
	case "ecs", "application-autoscaling", "servicediscovery":
		body, err := json.Marshal(map[string]string{"__type": r.code, "message": r.message})

		return &answer{http.StatusBadRequest, "application/x-amz-json-1.1", body}, err
	case "ec2":
		body, err := xml.Marshal(ec2Error{Code: r.code, Message: r.message, RequestID: "0"})

		return &answer{http.StatusForbidden, "text/xml", body}, err
	default:
		body, err := xml.Marshal(queryError{Type: "Sender", Code: r.code, Message: r.message, RequestID: "0"})

		return &answer{http.StatusForbidden, "text/xml", body}, err
	}
}

type ec2Error struct {
	XMLName   xml.Name `xml:"Response"`
	Code      string   `xml:"Errors>Error>Code"`
	Message   string   `xml:"Errors>Error>Message"`
	RequestID string   `xml:"RequestID"`
}

type queryError struct {
	XMLName   xml.Name `xml:"ErrorResponse"`
	Type      string   `xml:"Error>Type"`
	Code      string   `xml:"Error>Code"`
	Message   string   `xml:"Error>Message"`
	RequestID string   `xml:"RequestId"`
}
