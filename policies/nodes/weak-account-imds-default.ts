import { json, rule, violation } from "regoscript";
import { InstanceMetadataDefaults } from "regoscript/aws";

export default rule({
  id: "weak-account-imds-default",
  title: "Account whose instances serve metadata to pods by default",
  severity: "low",
  input: InstanceMetadataDefaults,
  rationale:
    "Instances of which neither launch nor template says how they serve metadata get the account's default: with optional tokens or more than one " +
    "hop their pods read the node role's credentials.",
  remediation: "Set HttpTokens to required and the hop limit to 1 for the account, in each region.",
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html"],

  *check(defaults) {
    if (defaults.httpEndpoint === "disabled") return;
    if (defaults.httpTokens !== "required") yield violation(defaults, "tokens aren't required by default");
    if (defaults.hopLimit !== 1) yield violation(defaults, "the hop limit isn't 1 by default");
  },

  examples: {
    "no preference": {
      document: json`
        { "AccountLevel": { "HttpPutResponseHopLimit": -1 }, "Region": "eu-central-1" }
        `,
      violations: [
        {
          message: "tokens aren't required by default",
          path: ["AccountLevel"],
          resource: "instance metadata defaults",
        },
        { message: "the hop limit isn't 1 by default", path: ["AccountLevel"], resource: "instance metadata defaults" },
      ],
    },
    Terraform: {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_ec2_instance_metadata_defaults.it",
                  "mode": "managed",
                  "type": "aws_ec2_instance_metadata_defaults",
                  "values": {
                    "http_tokens": "required",
                    "http_put_response_hop_limit": 2
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "the hop limit isn't 1 by default",
          path: ["planned_values", "root_module", "resources", 0, "values"],
          resource: "aws_ec2_instance_metadata_defaults.it",
        },
      ],
    },
    "no metadata at all": {
      document: json`
        { "AccountLevel": { "HttpEndpoint": "disabled" } }
        `,
      violations: [],
    },
    strong: {
      document: json`
        { "AccountLevel": { "HttpTokens": "required", "HttpPutResponseHopLimit": 1 } }
        `,
      violations: [],
    },
  },
});
