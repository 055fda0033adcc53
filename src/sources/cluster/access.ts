/** What a caller proves to be somebody with. */
export interface Credentials {
  readonly token?: string
  /** A client certificate and its key, as PEM. */
  readonly certificate?: string
  readonly key?: string
  /** The moment from which they are worth nothing, where that is known. */
  readonly expires?: Date
}

/** Somebody else that the caller wants to be taken for. */
export interface Impersonation {
  readonly user: string
  readonly groups: readonly string[]
  readonly uid?: string
}

/** How to reach the API server of a cluster, and as whom. */
export interface ClusterAccess {
  /** The context of the kubeconfig, or `in-cluster`. */
  readonly name: string
  readonly server: URL
  /** The only certificate authorities that count, as PEM; those of the machine where there is none. */
  readonly authority?: string
  /** The certificate of the server is not looked at. */
  readonly insecure: boolean
  /** The name that the server's certificate has to be for, where it is not that of the address. */
  readonly serverName?: string
  readonly proxy?: string
  /** The namespace of the context. */
  readonly namespace?: string
  readonly impersonate?: Impersonation
  /** Asked again when the credentials have expired or are refused. */
  readonly credentials: () => Promise<Credentials>
}
