/** The parts that are used here. The package has no types. */
declare module '@amplitude/ua-parser-js' {
  interface Named {
    readonly name?: string
    readonly version?: string
    readonly major?: string
  }
  class UAParser {
    constructor(userAgent: string)
    getBrowser(): Named
    getOS(): Named
    getDevice(): { readonly vendor?: string; readonly model?: string; readonly type?: string }
  }
  export = UAParser
}
