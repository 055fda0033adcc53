/** The page of the guidance on which all checks of built images rest. */
export const imageManagement = 'https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management'
