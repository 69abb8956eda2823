package placement

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// leftOut is why an option is not known of which a launch template says nothing.
const leftOut = "the launch template leaves it to the defaults of the account and of the image"

// Metadata are the options of instance metadata on the host: those in force, or where the instance does not tell them,
// those of its launch template. What neither tells is unknown, since the account's defaults decide, and the image's.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
func (h Host) Metadata() snapshot.MetadataOptions {
	switch {
	case h.Instance != nil && h.Instance.MetadataOptions != nil:
		return told(*h.Instance.MetadataOptions, "the instance does not tell it")
	case h.LaunchTemplate != nil:
		return told(*cmp.Or(h.LaunchTemplate.MetadataOptions, &snapshot.MetadataOptions{}), leftOut)
	case h.Instance != nil:
		return told(snapshot.MetadataOptions{}, "neither the instance nor a launch template tells it")
	default:
		return told(snapshot.MetadataOptions{}, "the instance was not read")
	}
}

// told makes what is absent unknown.
func told(options snapshot.MetadataOptions, why string) snapshot.MetadataOptions {
	return snapshot.MetadataOptions{
		HTTPEndpoint:            orUnknown(options.HTTPEndpoint, "whether instance metadata is on: "+why),
		HTTPTokens:              orUnknown(options.HTTPTokens, "whether instance metadata asks for a token: "+why),
		HTTPPutResponseHopLimit: orUnknown(options.HTTPPutResponseHopLimit, "the hop limit of instance metadata: "+why),
	}
}

func orUnknown[T any](v snapshot.Value[T], why string) snapshot.Value[T] {
	if v.IsZero() {
		return snapshot.Unknown[T](why)
	}

	return v
}
