package live

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// errNoToken is for a profile with an MFA device where nobody can be asked.
var errNoToken = errors.New("the profile needs the code of an MFA device")

// token asks for the code of an MFA device. The SDK's own provider asks on standard output, where findings go,
// and cannot be interrupted.
func (r *Request) token(ctx context.Context) (string, error) {
	if r.Stdin == nil {
		return "", errNoToken
	}

	if r.Prompt != nil {
		fmt.Fprint(r.Prompt, "MFA code: ")
	}

	typed := make(chan string, 1)

	go func() { // stays behind if nobody types
		line, _ := bufio.NewReader(io.LimitReader(r.Stdin, 1<<10)).ReadString('\n')
		typed <- strings.TrimSpace(line)
	}()

	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case code := <-typed:
		if code == "" {
			return "", errNoToken
		}

		return code, nil
	}
}
