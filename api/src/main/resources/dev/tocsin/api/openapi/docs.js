// Swagger UI keeps the key in the page only, and calls nothing but this server.
SwaggerUIBundle({
  // With the origin: browsers refuse to fetch what they resolve against an address with a password,
  // as this page has that was reached from the catalogue.
  url: location.origin + "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
