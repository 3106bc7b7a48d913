FROM amazon/aws-cli
# DON'T: Embed credentials in image
RUN aws configure set aws_access_key_id xxx
