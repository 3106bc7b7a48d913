/** Beginnings of the types of parts that say who may do what, or whose credentials something gets. */
export const beginnings = [
  "AWS::IAM::",
  "AWS::EKS::",
  "AWS::SSO::",
  "AWS::Serverless::",
  "AWS::EC2::LaunchTemplate",
  "AWS::EC2::Instance",
  "AWS::AutoScaling::LaunchConfiguration",
  "AWS::CloudFormation::",
  "AWS::ECR::",
  "AWS::KMS::",
  "AWS::Lambda::",
  "AWS::Organizations::",
  "AWS::S3::BucketPolicy",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::QueuePolicy",
  "AWS::SecretsManager::ResourcePolicy",
  "Custom::",
  "Fn::",
  "?",
  "module",
  "aws_iam_",
  "aws_eks_",
  "aws_ssoadmin_",
  "aws_launch_",
  "aws_instance",
  "aws_spot_",
  "aws_ec2_instance_metadata_defaults",
  "aws_cloudformation_stack",
  "aws_ecr_",
  "aws_kms_",
  "aws_lambda_",
  "aws_organizations_",
  "aws_s3_bucket_policy",
  "aws_sns_topic_policy",
  "aws_sqs_queue_policy",
  "aws_secretsmanager_secret_policy",
  "helm_",
  "kubernetes_",
  "kubectl_",
  "iam:",
  "eks:",
  "ec2:",
  "eksctl:",
];

/**
 * Whether a part of a type may say who may do what, so that it is worth saying that no rule looked at it. Buckets,
 * queues and networks can't.
 */
export function mayConcernAccess(type: string): boolean {
  return beginnings.some((beginning) => type.startsWith(beginning));
}
