import { text } from '../../core/text.ts'

export const messages = {
  notFound: text({
    en: 'the Kustomization was not built, because neither kustomize nor kubectl was found: install one (https://kubectl.docs.kubernetes.io/installation/kustomize/), or name it in the environment variable KUSTOMIZE or KUBECTL',
    ja: 'kustomize も kubectl も見つからないため、Kustomization をビルドできませんでした。どちらかをインストールするか (https://kubectl.docs.kubernetes.io/installation/kustomize/)、環境変数 KUSTOMIZE または KUBECTL で場所を指定してください',
  }),
  failed: text({
    en: 'Kustomize could not build this: {error}',
    ja: 'Kustomize でビルドできませんでした: {error}',
  }),
  timeout: text({
    en: 'Kustomize did not finish within {seconds} seconds',
    ja: 'Kustomize によるビルドが {seconds} 秒以内に終わりませんでした',
  }),
  tooLarge: text({
    en: 'the Kustomization builds to more than {megabytes} MB',
    ja: 'Kustomization のビルド結果が {megabytes} MB を超えました',
  }),
  remote: text({
    en: 'the Kustomization was not built, because it fetches {url} from the network: vendor it into the tree to have it judged',
    ja: '{url} をネットワークから取得する必要があるため、Kustomization をビルドしませんでした。検査するには、ツリーの中に取り込んでください',
  }),
  helmCharts: text({
    en: 'the Kustomization was not built, because it renders Helm charts by itself (helmCharts), which Kustomize only does when it may run Helm and fetch the chart',
    ja: 'Kustomization が自分で Helm チャートをレンダリングするため (helmCharts)、ビルドしませんでした。これには Kustomize が Helm を実行してチャートを取得する必要があります',
  }),
  loneComponent: text({
    en: 'a Kustomize component is only built as part of a Kustomization that uses it, and none here does',
    ja: 'Kustomize のコンポーネントは、それを使う Kustomization の一部としてのみビルドされますが、使っているものがありません',
  }),
}
