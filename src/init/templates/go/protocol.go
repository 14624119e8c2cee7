package main

// Lossproof's protocol: one JSON object a line, in from standard input and out to standard output.
// Nothing here has to be changed. The protocol is described in spec/PROTOCOL.md.

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Float is a format that a loss is computed in.
type Float interface{ ~float32 | ~float64 }

// Tensor has row-major elements and their shape; an empty shape is a scalar.
type Tensor[F any] struct {
	Shape []int
	Data  []F
}

// Call is one question. A parameter that is not given is absent.
type Call[F Float] struct {
	Inputs    map[string]Tensor[F]
	Labels    map[string]Tensor[int32]
	Params    map[string]float64
	Reduction string
	Upstream  []F
}

// Above is the gradient from above at a term; 1 where none is given.
func (call Call[F]) Above(term int) F {
	switch {
	case len(call.Upstream) == 0:
		return 1
	case call.Reduction == "none":
		return call.Upstream[term]
	default:
		return call.Upstream[0]
	}
}

// Answer is a loss's value, and its gradients by input.
type Answer[F Float] struct {
	Value     Tensor[F]
	Gradients map[string]Tensor[F]
}

// Capability says what there is of a loss.
type Capability struct {
	Gradients  []string `json:"gradients"`
	Reductions []string `json:"reductions"`
	Optional   []string `json:"optional"`
	Params     []string `json:"params"`
}

// Loss is what there is of a loss, and how it is computed in each format.
type Loss struct {
	Capability
	F64 func(Call[float64]) (Answer[float64], error)
	F32 func(Call[float32]) (Answer[float32], error)
}

// Refused says that an input is invalid, and why; any other error that is returned does so, too.
type Refused string

func (why Refused) Error() string { return string(why) }

// Unsupported says what this implementation does not have.
type Unsupported string

func (what Unsupported) Error() string { return string(what) }

type wireTensor struct {
	Dtype string `json:"dtype,omitempty"`
	Shape []int  `json:"shape"`
	Data  string `json:"data"`
}

type wireCall struct {
	Loss      string                `json:"loss"`
	Dtype     string                `json:"dtype"`
	Inputs    map[string]wireTensor `json:"inputs"`
	Params    map[string]any        `json:"params"`
	Reduction string                `json:"reduction"`
	Gradients bool                  `json:"gradients"`
	Upstream  *wireTensor           `json:"upstream"`
}

type request struct {
	Cmd   string     `json:"cmd"`
	ID    int        `json:"id"`
	Calls []wireCall `json:"calls"`
}

// serve answers until it is told to stop. What the losses print goes to standard error.
func serve(name string, losses map[string]Loss) {
	in, out := bufio.NewReader(os.Stdin), os.Stdout
	os.Stdout = os.Stderr
	answers := json.NewEncoder(out) // writes a line at once
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(bytes.TrimSpace(line)) == 0 {
			return
		}
		var asked request
		if err := json.Unmarshal(line, &asked); err != nil {
			fmt.Fprintln(os.Stderr, "This is no request:", err)
			os.Exit(1)
		}
		switch asked.Cmd {
		case "start":
			declared := map[string]Capability{}
			for id, loss := range losses {
				declared[id] = loss.Capability
			}
			answers.Encode(map[string]any{
				"name": name, "language": "go", "protocol": 2,
				"dtypes": []string{"f64", "f32"}, "losses": declared,
			})
		case "run":
			results := make([]map[string]any, len(asked.Calls))
			for i, call := range asked.Calls {
				results[i] = answerTo(call, losses)
			}
			answers.Encode(map[string]any{"id": asked.ID, "results": results})
		default:
			return
		}
	}
}

// answerTo is one call's answer: a value with gradients, or why there is none.
func answerTo(call wireCall, losses map[string]Loss) (result map[string]any) {
	defer func() {
		if panicked := recover(); panicked != nil {
			result = failed(panicked, "panic")
		}
	}()
	loss, ok := losses[call.Loss]
	if !ok {
		return map[string]any{"unsupported": "has no loss " + call.Loss}
	}
	if call.Dtype == "f64" {
		return computed(call, loss, loss.F64)
	}
	return computed(call, loss, loss.F32)
}

// failed says what was returned or panicked with, and of which kind it is: an error that is returned
// refuses, and so does a panic, but those of the runtime do not (an index out of range does).
func failed(cause any, kind string) map[string]any {
	classes := []string{fmt.Sprintf("%T", cause)}
	if _, ok := cause.(runtime.Error); ok {
		classes = append(classes, "runtime.Error")
	}
	return map[string]any{"error": fmt.Sprint(cause), "classes": append(classes, kind)}
}

func computed[F Float](wire wireCall, loss Loss, compute func(Call[F]) (Answer[F], error)) map[string]any {
	answer, err := compute(readCall[F](wire))
	var refused Refused
	var unsupported Unsupported
	switch {
	case errors.As(err, &refused):
		return map[string]any{"rejected": err.Error()}
	case errors.As(err, &unsupported):
		return map[string]any{"unsupported": err.Error()}
	case err != nil:
		return failed(err, "error")
	}
	result := map[string]any{"value": write(answer.Value)}
	if wire.Gradients {
		gradients := map[string]wireTensor{}
		for _, name := range loss.Gradients {
			if _, given := wire.Inputs[name]; given {
				gradients[name] = write(answer.Gradients[name])
			}
		}
		result["gradients"] = gradients
	}
	return result
}

func readCall[F Float](wire wireCall) Call[F] {
	call := Call[F]{
		Inputs:    map[string]Tensor[F]{},
		Labels:    map[string]Tensor[int32]{},
		Params:    map[string]float64{},
		Reduction: wire.Reduction,
	}
	for name, tensor := range wire.Inputs {
		if tensor.Dtype == "i32" {
			call.Labels[name] = read[int32](tensor)
		} else {
			call.Inputs[name] = read[F](tensor)
		}
	}
	for name, value := range wire.Params {
		switch x := value.(type) {
		case float64:
			call.Params[name] = x
		case string: // JSON has no NaN and no infinity
			call.Params[name], _ = strconv.ParseFloat(strings.TrimSpace(x), 64)
		}
	}
	if wire.Upstream != nil {
		call.Upstream = read[F](*wire.Upstream).Data
	}
	return call
}

func read[E any](tensor wireTensor) Tensor[E] {
	raw, err := base64.StdEncoding.DecodeString(tensor.Data)
	if err != nil {
		panic(err)
	}
	var element E
	data := make([]E, len(raw)/binary.Size(element))
	if err := binary.Read(bytes.NewReader(raw), binary.LittleEndian, data); err != nil {
		panic(err)
	}
	return Tensor[E]{tensor.Shape, data}
}

func write[F Float](tensor Tensor[F]) wireTensor {
	var raw bytes.Buffer
	if err := binary.Write(&raw, binary.LittleEndian, tensor.Data); err != nil {
		panic(err)
	}
	return wireTensor{Shape: tensor.Shape, Data: base64.StdEncoding.EncodeToString(raw.Bytes())}
}
