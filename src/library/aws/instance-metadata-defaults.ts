import { inputKind, instance, type Located, member, partName, partType } from "regoscript";

/**
 * What an account and region give instances of which neither the launch nor its template says how they serve metadata.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataDefaultsResponse.html
 */
export interface InstanceMetadataDefaults extends Located {
  /** `required`, `optional`, or `no-preference` in a plan. */
  httpTokens?: string;
  /** 1 to 64; −1 for no preference. */
  hopLimit?: number;
  /** `enabled`, `disabled` or `no-preference`. */
  httpEndpoint?: string;
}

/** Defaults of instance metadata options. */
export const InstanceMetadataDefaults = inputKind<InstanceMetadataDefaults>({
  id: "instance-metadata-defaults",
  title: "default instance metadata options of an account",
  recognises: ["aws ec2 get-instance-metadata-defaults: AccountLevel", "Terraform: aws_ec2_instance_metadata_defaults"],
  kubernetes: [],
  collect: "aws ec2 get-instance-metadata-defaults",
  *find(document) {
    const type = partType(document);
    if (type === "ec2:InstanceMetadataDefaultsResponse") {
      yield instance<InstanceMetadataDefaults>(document, partName(document), {
        httpTokens: member(document, "HttpTokens"),
        hopLimit: member(document, "HttpPutResponseHopLimit"),
        httpEndpoint: member(document, "HttpEndpoint"),
      });
    }
    if (type === "aws_ec2_instance_metadata_defaults") {
      const values = member(document, "values");
      yield instance<InstanceMetadataDefaults>(values, partName(document), {
        httpTokens: member(values, "http_tokens"),
        hopLimit: member(values, "http_put_response_hop_limit"),
        httpEndpoint: member(values, "http_endpoint"),
      });
    }
  },
});
