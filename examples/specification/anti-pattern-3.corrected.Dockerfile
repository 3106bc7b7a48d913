FROM amazon/aws-cli
# DO: Use IRSA/Pod Identity at runtime
CMD ["sts", "get-caller-identity"]
