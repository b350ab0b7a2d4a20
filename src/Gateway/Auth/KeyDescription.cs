using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Gateway.Auth;

/// <summary>What the API description says of keys: which operations need one, and what comes without.</summary>
internal static class KeyDescription
{
    private const string Scheme = "key";

    public static OpenApiOptions AddKeyDescription(this OpenApiOptions options) => options
        .AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Needed to start and to steer where the server has keys (Auth:Keys); without any, nobody looks at it.",
            };
            return Task.CompletedTask;
        })
        .AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.HttpMethod is not ("GET" or "HEAD"))
                Describe(operation, context);
            return Task.CompletedTask;
        });

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var need = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] };
        // An empty requirement among several means that it also goes without (OpenAPI 3.1 §4.8.30).
        var keys = context.ApplicationServices.GetRequiredService<ApiKeys>();
        operation.Security = keys.AreConfigured ? [need] : [new OpenApiSecurityRequirement(), need];
        var problem = operation.Responses?.Values.FirstOrDefault(response => response.Content?.ContainsKey("application/problem+json") is true);
        operation.Responses?.TryAdd("401", new OpenApiResponse { Description = "Unauthorized", Content = problem?.Content });
    }
}
