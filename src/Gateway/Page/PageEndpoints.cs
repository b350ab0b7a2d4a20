using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.Page;

/// <summary>The page: files that are part of the assembly, so that no working directory matters.</summary>
internal static class PageEndpoints
{
    private const string Folder = "wwwroot/";
    private const string Index = "index.html";

    /// <summary>Scripts, styles and connections of this server only; nothing inline, no frames around it.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        var types = new FileExtensionContentTypeProvider();
        foreach (var resource in typeof(PageEndpoints).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var path = resource[Folder.Length..].Replace('\\', '/');
            var file = PageFile.Load(resource, types.TryGetContentType(path, out var type) ? type : "application/octet-stream");
            routes.MapMethods($"/{path}", ["GET", "HEAD"], file.Serve).ExcludeFromDescription();
            if (path == Index)
                routes.MapMethods("/", ["GET", "HEAD"], file.Serve).ExcludeFromDescription();
        }
    }

    private sealed record PageFile(byte[] Body, string MediaType, EntityTagHeaderValue Tag)
    {
        public static PageFile Load(string resource, string mediaType)
        {
            using var stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream(resource)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var body = copy.ToArray();
            var text = mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType.EndsWith("javascript", StringComparison.Ordinal);
            return new PageFile(
                body, text ? $"{mediaType}; charset=utf-8" : mediaType,
                new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\""));
        }

        public FileContentHttpResult Serve(HttpContext context)
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return TypedResults.Bytes(Body, MediaType, entityTag: Tag);
        }
    }
}
