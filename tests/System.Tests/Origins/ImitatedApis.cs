using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.System.Tests.Origins;

/// <summary>
/// Two public APIs as they document their answers: one answers an array of one and wants a bearer key, its flags are elsewhere; the
/// other wraps what it found, tells the flag's URL in it, and answers errors as a body with status 200.
/// </summary>
internal sealed class ImitatedApis : IAsyncDisposable
{
    public const string Key = "s3cret-key-of-the-test";

    private readonly WebApplication _app;

    private ImitatedApis(WebApplication app) => _app = app;

    /// <summary>Authorization headers as they came, by path.</summary>
    public ConcurrentDictionary<string, string> Authorizations { get; } = [];

    /// <param name="api">Where the APIs answer.</param>
    /// <param name="pictures">Where the first one's flags are: another authority.</param>
    public static async Task<ImitatedApis> Start(Uri api, Uri pictures)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(api.ToString(), pictures.ToString());
        var apis = new ImitatedApis(builder.Build());
        apis.Map(api);
        await apis._app.StartAsync(TestContext.Current.CancellationToken);
        return apis;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(Uri api)
    {
        _app.Use((context, next) =>
        {
            Authorizations[context.Request.Path] = context.Request.Headers.Authorization.ToString();
            return next(context);
        });
        _app.MapGet("/v3.1/alpha/{code}", (HttpContext context, string code) => context.Request.Headers.Authorization != $"Bearer {Key}"
            ? Results.Json(new { message = "Unauthorized" }, statusCode: 401)
            : Results.Json(new[] { new { name = new { common = $"Land {code}", official = "The Land" }, cca2 = code, currencies = new { EUR = new { name = "Euro" } } } }));
        _app.MapGet("/countries/v5/codes.alpha_2/{code}", (string code) => code == "QQ"
            ? Results.Json(new { errors = new[] { new { message = "No such country" } } })
            : Results.Json(new
            {
                data = new { objects = new[] { new { names = new { common = $"Pays {code}" }, flag = new { url_svg = $"{api}flags/v5/{code}.svg" } } } },
            }));
        _app.MapGet("/w320/{file}", () => Svg());
        _app.MapGet("/flags/v5/{file}", () => Svg());
    }

    private static IResult Svg() => Results.Text("""<svg xmlns="http://www.w3.org/2000/svg"/>""", "image/svg+xml");
}
