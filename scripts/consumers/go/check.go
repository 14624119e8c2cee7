// Checks losses in float32 against golden files: go run . smooth_l1_loss.json canary.json
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strconv"
)

type object = map[string]any

func list(tensor any, key string) (out []float32) { // of numbers, or "NaN", "Infinity", "-Infinity", "-0"
	items, _ := tensor.(object)[key].([]any)
	for _, item := range items {
		x, _ := strconv.ParseFloat(fmt.Sprint(item), 64)
		out = append(out, float32(x))
	}
	return out
}
func fits(want any, got []float32) bool {
	fit := len(got) == len(list(want, "expected"))
	for i, x := range got {
		kinds, _ := want.(object)["nonfinite"].([]any)
		ok := x-x != 0 && kinds != nil && (kinds[i] == "any" || kinds[i] == map[bool]any{true: "nan", false: "infinite"}[x != x])
		for _, form := range want.(object)["forms"].([]any) {
			ok = ok || x-x == 0 && list(form, "lo")[i] <= x && x <= list(form, "hi")[i]
		}
		fit = fit && ok
	}
	return fit
}
func holds(c object) bool {
	upstream, _ := c["upstream"].(object)
	q := question{map[string]tensor{}, c["params"].(object), c["reduction"].(string), list(upstream, "data")}
	for name, given := range c["inputs"].(object) {
		q.inputs[name] = tensor{list(given, "shape"), list(given, "data")}
	}
	a, valid := losses[c["loss"].(string)](q)
	fit := valid == (c["purpose"] != "rejection") && (!valid || fits(c["value"], a.value))
	gradients, _ := c["gradients"].(object)
	for name, want := range gradients {
		fit = fit && fits(want, a.gradients[name])
	}
	return fit
}
func main() {
	for _, path := range os.Args[1:] {
		golden, count := object{}, 0
		if text, err := os.ReadFile(path); err != nil || json.Unmarshal(text, &golden) != nil {
			log.Fatalf("%s cannot be read", path)
		}
		for _, c := range golden["cases"].([]any) {
			if c := c.(object); losses[c["loss"].(string)] != nil && c["dtype"] == "f32" {
				if holds(c) == (golden["wrong_on_purpose"] != nil) {
					log.Fatalf("%s: %s is not as it must be", path, c["name"])
				}
				count++
			}
		}
		if count == 0 {
			log.Fatalf("%s has no cases", path)
		}
		fmt.Printf("%s: %d as they must be\n", path, count)
	}
}
