using System.Security.Cryptography;
using Actors.Gateway.Chars.Page;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.Page;

/// <summary>The page: files that are part of the assembly, so that no working directory matters.</summary>
internal static class PageEndpoints
{
    private const string Folder = "wwwroot/";
    private const string Index = "index.html";
    private const string Html = ".html";

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapCharPage();
        var types = new FileExtensionContentTypeProvider();
        foreach (var resource in typeof(PageEndpoints).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var path = resource[Folder.Length..].Replace('\\', '/');
            var file = PageFile.Load(resource, types.TryGetContentType(path, out var type) ? type : "application/octet-stream");
            routes.MapMethods($"/{path}", ["GET", "HEAD"], file.Serve).ExcludeFromDescription();
            if (path != Index && path.EndsWith(Html, StringComparison.Ordinal))
                routes.MapMethods($"/{path[..^Html.Length]}", ["GET", "HEAD"], file.Serve).ExcludeFromDescription();
            if (path == Index)
                routes.MapMethods("/", ["GET", "HEAD"], context => Start(context, file)).ExcludeFromDescription();
        }
    }

    // The book's server answered searches at this path.
    private static Task Start(HttpContext context, PageFile file) => context.Request.Query.TryGetValue("query", out var words)
        ? TypedResults.Redirect(CharForm.LinkTo(words[0] ?? "")).ExecuteAsync(context)
        : file.Serve(context).ExecuteAsync(context);

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
            PageHeaders.Set(context.Response, formTarget: "'none'");
            return TypedResults.Bytes(Body, MediaType, entityTag: Tag);
        }
    }
}
