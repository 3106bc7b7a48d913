FROM public.ecr.aws/docker/library/python:3.13-slim
ARG PIP_INDEX_URL
ENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . /app
CMD ["python", "-m", "app"]
