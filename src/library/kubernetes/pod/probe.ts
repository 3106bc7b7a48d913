import type { Located, Scalar } from "regoscript";

/** A header of an HTTP request of a probe or hook. */
export interface HttpHeader extends Located {
  name?: string;
  value?: string;
}

/** A request of a probe or hook; `port` is a number or the name of a container's port. */
export interface HttpGetAction extends Located {
  path?: string;
  port?: Scalar;
  host?: string;
  scheme?: string;
  httpHeaders: HttpHeader[];
}

/** A connection of a probe or hook. */
export interface TcpSocketAction extends Located {
  port?: Scalar;
  host?: string;
}

/** A call of a probe by gRPC's protocol for health. */
export interface GrpcAction extends Located {
  port?: number;
  service?: string;
}

/** A command of a probe or hook. */
export interface ExecAction extends Located {
  command: string[];
}

/** A pause of a hook. */
export interface SleepAction extends Located {
  seconds?: number;
}

/**
 * A probe of a container. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe
 */
export interface Probe extends Located {
  exec?: ExecAction;
  httpGet?: HttpGetAction;
  tcpSocket?: TcpSocketAction;
  grpc?: GrpcAction;
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
  terminationGracePeriodSeconds?: number;
}

/** What a hook of a container does. */
export interface LifecycleHandler extends Located {
  exec?: ExecAction;
  httpGet?: HttpGetAction;
  tcpSocket?: TcpSocketAction;
  sleep?: SleepAction;
}

/** What is done after a container has started and before it is stopped. */
export interface Lifecycle extends Located {
  postStart?: LifecycleHandler;
  preStop?: LifecycleHandler;
  stopSignal?: string;
}
