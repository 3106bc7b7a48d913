import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseDocuments } from "../../src/loader/index.ts";

const test = suite("loader: CloudFormation");

const template = `AWSTemplateFormatVersion: 2010-09-09
Resources:
  Role:
    Type: AWS::IAM::Role
    Condition: IsProd
    Properties:
      RoleName: !Sub "\${AWS::StackName}-role"
      Path: !Join ["/", ["", !Ref Team, ""]]
      Arn: !GetAtt Other.Arn
      Deep: !GetAtt Nested.Outputs.Arn
      List: !GetAtt [Other, Arn]
      Choice: !If [IsProd, !Ref A, !Ref "AWS::NoValue"]
      Zone: !Select [0, !GetAZs ""]
      Data: !Base64
        Fn::Sub: x
      Map:
        !FindInMap [M, !Ref K, v]
      Custom: !Mine 010
      When: !Condition IsProd
`;

test("tags become their long form", () => {
  const { documents, problems } = parseDocuments("a.template", template);
  assert.equal(problems, []);
  assert.equal(documents[0]?.value, {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Condition: "IsProd",
        Properties: {
          RoleName: { "Fn::Sub": "${AWS::StackName}-role" },
          Path: { "Fn::Join": ["/", ["", { Ref: "Team" }, ""]] },
          Arn: { "Fn::GetAtt": ["Other", "Arn"] },
          Deep: { "Fn::GetAtt": ["Nested", "Outputs.Arn"] },
          List: { "Fn::GetAtt": ["Other", "Arn"] },
          Choice: { "Fn::If": ["IsProd", { Ref: "A" }, { Ref: "AWS::NoValue" }] },
          Zone: { "Fn::Select": [0, { "Fn::GetAZs": "" }] },
          Data: { "Fn::Base64": { "Fn::Sub": "x" } },
          Map: { "Fn::FindInMap": ["M", { Ref: "K" }, "v"] },
          Custom: "010",
          When: { Condition: "IsProd" },
        },
      },
    },
  });
});

test("a template is known by its resources too", () => {
  const { documents } = parseDocuments("a.yaml", "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Name: !Ref B\n");
  assert.equal(documents[0]?.value, { Resources: { A: { Type: "AWS::S3::Bucket", Name: { Ref: "B" } } } });
});

test("elsewhere a tag makes its scalar a string, as in sigs.k8s.io/yaml", () => {
  assert.equal(parseDocuments("a.yaml", "a: !Ref 5\nb: !Join [1]\n").documents[0]?.value, { a: "5", b: [1] });
  assert.equal(parseDocuments("a.yaml", "Resources:\n  A: {Type: Other, Name: !Ref B}\n").documents[0]?.value, {
    Resources: { A: { Type: "Other", Name: "B" } },
  });
});

test("paths lead through the long form", () => {
  const [document] = parseDocuments("a.yaml", template).documents;
  const path = ["Resources", "Role", "Properties"];
  assert.equal(document?.locate([...path, "Path", "Fn::Join", 1, 1, "Ref"]), {
    line: 8,
    column: 30,
    endLine: 8,
    endColumn: 39,
  });
  assert.equal(document?.locate([...path, "Arn", "Fn::GetAtt", 0]), { line: 9, column: 7, endLine: 9, endColumn: 29 });
  assert.equal(document?.locate([...path, "Data", "Fn::Base64", "Fn::Sub"]), {
    line: 15,
    column: 9,
    endLine: 15,
    endColumn: 19,
  });
});

test.run();
