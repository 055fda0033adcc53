import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { registryTask } from '../../models/azure/kinds.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

function isObject(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const baseImageTrigger = settingCheck({
  id: 'registry/base-image-trigger',
  controls: ['acr-base-image-task'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Registry tasks rebuild when their base image changes', ja: '基本イメージの更新時に自動で再ビルドする' }),
  why: text({
    en: 'A fix of the base image reaches nobody until the images on it are built again.',
    ja: '基本イメージが修正されても、その上のイメージを再ビルドするまで修正は届きません。',
  }),
  subject: registryTask,
  anyOf: [
    { path: ['properties', 'trigger', 'baseImageTrigger', 'status'], accepts: isOneOf('Enabled') },
    // A trigger that says nothing of its status is enabled.
    { path: ['properties', 'trigger', 'baseImageTrigger'], accepts: (value) => isObject(value) && !('status' in value) },
  ],
  fails: text({ en: 'an update of the base image starts no build', ja: '基本イメージを更新してもビルドが始まりません' }),
  fix: {
    title: text({ en: 'build on updates of the base image', ja: '基本イメージの更新でビルドする' }),
    value: 'Enabled',
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-tasks-base-images'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource task 'Microsoft.ContainerRegistry/registries/tasks@2019-04-01' = {
  name: 'registry/base'
  properties: {
    trigger: {
      baseImageTrigger: {
        name: 'base'
        baseImageTriggerType: 'All'
        status: «'Disabled'»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource task 'Microsoft.ContainerRegistry/registries/tasks@2019-04-01' = {
  name: 'registry/base'
  properties: {
    trigger: {
      baseImageTrigger: {
        name: 'base'
        baseImageTriggerType: 'All'
        status: 'Enabled'
      }
    }
  }
}
`,
    },
    {
      name: 'Bicep with a trigger that says nothing of its status, and without one',
      file: 'main.bicep',
      source: `resource follows 'Microsoft.ContainerRegistry/registries/tasks@2019-04-01' = {
  name: 'registry/follows'
  properties: {
    trigger: {
      baseImageTrigger: {
        name: 'base'
        baseImageTriggerType: 'Runtime'
      }
    }
  }
}

resource stays 'Microsoft.ContainerRegistry/registries/tasks@2019-04-01' = {
  name: 'registry/stays'
  properties: {
    trigger: {
      «timerTriggers: []»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource follows 'Microsoft.ContainerRegistry/registries/tasks@2019-04-01' = {
  name: 'registry/follows'
  properties: {
    trigger: {
      baseImageTrigger: {
        name: 'base'
        baseImageTriggerType: 'Runtime'
      }
    }
  }
}

resource stays 'Microsoft.ContainerRegistry/registries/tasks@2019-04-01' = {
  name: 'registry/stays'
  properties: {
    trigger: {
      timerTriggers: []
      baseImageTrigger: {
        status: 'Enabled'
      }
    }
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_container_registry_task" "base" {
  name                  = "base"
  container_registry_id = azurerm_container_registry.registry.id

  base_image_trigger {
    name    = "base"
    type    = "All"
    enabled = «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_container_registry_task" "base" {
  name                  = "base"
  container_registry_id = azurerm_container_registry.registry.id

  base_image_trigger {
    name    = "base"
    type    = "All"
    enabled = true
  }
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_container_registry_task" "base" {
  name                  = "base"
  container_registry_id = azurerm_container_registry.registry.id

  base_image_trigger {
    name    = "base"
    type    = "All"
    enabled = true
  }
}
`,
    },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerRegistry/registries/tasks",
      "apiVersion": "2019-04-01",
      "name": "registry/base",
      "properties": {
        "trigger": {
          "baseImageTrigger": {
            "name": "base",
            "baseImageTriggerType": "All",
            "status": "Enabled"
          }
        }
      }
    }
  ]
}
`,
    },
  ],
})
