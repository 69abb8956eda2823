package live_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"sync"
	"testing/fstest"
	"unicode"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/smithy-go/middleware"
	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsjson"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// twin saves every answer as the AWS CLI would print it, and reads the files. Both readers say the same, but that a
// file does not tell what was asked for: a cluster without a configuration may have been described without --include.
func (a account) twin() {
	t := a.T
	saved := &recorder{files: fstest.MapFS{}}
	r := request(a.fork(t))
	r.LoadOptions = append(r.LoadOptions, config.WithAPIOptions([]func(*middleware.Stack) error{saved.listen}))

	got := read(t, r)

	want, err := awsjson.Read(t.Context(), saved.files, "saved")
	if err != nil {
		t.Fatal(err)
	}

	want.Sources = got.Sources

	for i := range want.Clusters {
		if logging := &want.Clusters[i].ExecLogging; logging.IsUnknown() && got.Clusters[i].ExecLogging.IsZero() {
			*logging = snapshot.Value[string]{}
		}
	}

	if diff := cmp.Diff(encode(t, want), encode(t, got)); diff != "" {
		t.Errorf("from files (-) and live (+):\n%s", diff)
	}
}

// A recorder writes the outputs of the SDK to files.
type recorder struct {
	mu    sync.Mutex
	files fstest.MapFS
}

func (r *recorder) listen(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("Record", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err == nil {
			err = r.save(ctx, in.Parameters, out.Result)
		}

		return out, metadata, err
	}), middleware.After)
}

// save appends an answer to the file of its question, so that pages follow each other.
func (r *recorder) save(ctx context.Context, in, out any) error {
	r.mu.Lock()
	defer r.mu.Unlock()

	service, operation := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)
	if service == "STS" {
		return nil
	}

	body, err := json.Marshal(cliForm(reflect.ValueOf(out), service == "ECS"))
	if err != nil {
		return err
	}

	file := "accounts/" + livetest.AccountID + "/" + livetest.Region + "/" + question(operation, in) + ".json"
	if r.files[file] == nil {
		r.files[file] = &fstest.MapFile{}
	}

	r.files[file].Data = append(r.files[file].Data, body...)

	return nil
}

// question names what is asked, whichever page of the answer it is for. What an answer does not say that it is about is
// in the name of the file, as people save it.
func question(operation string, in any) string {
	switch in := in.(type) {
	case *ec2.GetManagedPrefixListEntriesInput:
		return *in.PrefixListId
	case *elb.DescribeTargetHealthInput:
		return "health-" + path.Base(*in.TargetGroupArn)
	case *elb.DescribeTargetGroupAttributesInput:
		return "attributes-" + path.Base(*in.TargetGroupArn)
	}

	params, _ := cliForm(reflect.ValueOf(in), false).(map[string]any)
	delete(params, "NextToken")
	delete(params, "Marker")

	return fmt.Sprintf("%s-%x-question", operation, sha256.Sum256(fmt.Append(nil, params)))
}

// cliForm is an output as the CLI prints it: without what is empty, and for ECS with names that begin small.
func cliForm(v reflect.Value, small bool) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}

		return cliForm(v.Elem(), small)
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = cliForm(v.Index(i), small)
		}

		return out
	case reflect.Struct:
		return cliStruct(v, small)
	default:
		return v.Interface()
	}
}

func cliStruct(v reflect.Value, small bool) any {
	if _, ok := reflect.TypeAssert[json.Marshaler](v); ok { // a time
		return v.Interface()
	}

	out := map[string]any{}

	for field, value := range v.Fields() {
		if !field.IsExported() || field.Name == "ResultMetadata" || value.IsZero() && value.Kind() != reflect.Int32 {
			continue
		}

		name := field.Name
		if small {
			name = string(unicode.ToLower(rune(name[0]))) + name[1:]
		}

		out[name] = cliForm(value, small)
	}

	return out
}
