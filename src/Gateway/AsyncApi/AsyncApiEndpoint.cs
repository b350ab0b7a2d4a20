using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.AsyncApi;

/// <summary><c>/asyncapi/v1.json</c>: what is pushed, in AsyncAPI 3.0.</summary>
internal static class AsyncApiEndpoint
{
    public const string Path = "/asyncapi/v1.json";

    public static void MapAsyncApi(this IEndpointRouteBuilder routes)
    {
        var document = AsyncApiDocument.Load();
        routes.MapMethods(Path, ["GET", "HEAD"], (HttpContext context) => Serve(context, document)).WithQuery().ExcludeFromDescription();
    }

    private static FileContentHttpResult Serve(HttpContext context, AsyncApiDocument document)
    {
        var body = document.For(context.Request.Host.Value, context.Request.IsHttps);
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(
            body, "application/json", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\""));
    }
}
