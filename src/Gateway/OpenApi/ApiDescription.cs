using Actors.Gateway.Auth;
using Actors.Gateway.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Gateway.OpenApi;

/// <summary><c>/openapi/v1.json</c>: written from the routes themselves.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            GatewayJson.Configured(json.SerializerOptions);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJson.Wire);
        });
        services.AddOpenApi("v1", options => options
            .AddKeyDescription()
            .AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Actors",
                    Version = "v1",
                    Description = "Harvests flags and metadata of countries, keeps and serves them, and pushes what changes. "
                        + "Errors are RFC 9457 problems with a stable code; unknown parameters and members are refused.",
                };
                document.ExternalDocs = new OpenApiExternalDocs
                {
                    Description = "What is pushed over WebSocket and server-sent events, in AsyncAPI.",
                    Url = new Uri(AsyncApi.AsyncApiEndpoint.Path, UriKind.Relative),
                };
                // Whoever reads the document knows the server already, and behind a proxy its address here is wrong.
                document.Servers?.Clear();
                return Task.CompletedTask;
            })
            .AddOperationTransformer((operation, context, _) =>
            {
                Describe(operation, context);
                return Task.CompletedTask;
            }));
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        AddPathParameters(operation, context.Description.RelativePath ?? "");
        var rules = metadata.OfType<QueryRules>().LastOrDefault();
        foreach (var parameter in rules?.Parameters ?? [])
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = parameter.Type == "integer" ? JsonSchemaType.Integer : JsonSchemaType.String },
            });
        if (metadata.OfType<BodyExample>().LastOrDefault() is { } example
            && operation.Responses?["200"].Content?["application/json"] is { } body)
            body.Example = example.Json.DeepClone();
    }

    // Those that a handler binds are there already; one that reads its request itself binds none.
    private static void AddPathParameters(OpenApiOperation operation, string path)
    {
        foreach (var segment in path.Split('/'))
        {
            if (segment is not ['{', .. var inner, '}'] || inner.TrimStart('*') is not { Length: > 0 } name || operation.Parameters?.Any(parameter => parameter.Name == name) == true)
                continue;
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }
}
