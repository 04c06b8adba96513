import { Liquid } from 'liquidjs'
import { recipe } from './recipe'

export interface Shop {
  /** The logged-in customer. */
  readonly customer?: { readonly id: number }
  /** Whether the visitor's region requires consent. */
  readonly isConsentNeeded?: boolean
}

/**
 * The Customer Privacy API in Shopify's `content_for_header`, with its documented interface: `loadFeatures` adds
 * `customerPrivacy`, and a decision is stored on the device and announced as `visitorConsentCollected`. `decide('yes' | 'no')` is
 * the visitor's click on the banner.
 */
const contentForHeader = (isConsentNeeded: boolean): string => `<script>
  window.Shopify = {
    loadFeatures: function (features, callback) {
      setTimeout(function () {
        var analytics = function () { return localStorage.getItem('decision') || '' }
        Shopify.customerPrivacy = {
          currentVisitorConsent: function () {
            return { analytics: analytics(), marketing: '', preferences: '', sale_of_data: '' }
          },
          analyticsProcessingAllowed: function () {
            return ${String(isConsentNeeded)} ? analytics() === 'yes' : analytics() !== 'no'
          },
        }
        callback(features[0].name === 'consent-tracking-api' ? undefined : new Error('unknown feature'))
      })
    },
  }
  window.decide = function (decision) {
    localStorage.setItem('decision', decision)
    document.dispatchEvent(
      new CustomEvent('visitorConsentCollected', { detail: { analyticsAllowed: decision === 'yes' } }),
    )
  }
</script>`

/** A page of a shop with the recipe's theme, rendered by the Liquid engine. */
export const shopPage = ({ customer, isConsentNeeded = false }: Shop = {}): string => {
  const engine = new Liquid({
    templates: {
      theme: recipe('shopify/theme.liquid'),
      'experiment-impressions': recipe('shopify/experiment-impressions.liquid'),
    },
    // Snippets see Shopify's objects, but no variables of the template that renders them.
    globals: {
      ...(customer && { customer }),
      page_title: 'Shop',
      request: { locale: { iso_code: 'en' } },
      content_for_header: contentForHeader(isConsentNeeded),
      content_for_layout: '<h1>Shop</h1>',
    },
  })
  return engine.renderFileSync('theme') as string
}
