import { inputKind, instance, type Located, member, rule, text, violation } from "regoscript";

interface Event extends Located {
  when?: string;
}

const Event = inputKind<Event>({
  id: "event",
  title: "event",
  recognises: ["an object of kind Event"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Event") yield instance<Event>(document, "Event");
  },
});

export default rule({
  id: "rs3005",
  title: "Remedy",
  severity: "low",
  input: Event,
  rationale: "",
  remediation: "",
  references: [],
  *check(event) {
    yield violation(event, event.when ?? "never");
  },
  examples: {},
});
