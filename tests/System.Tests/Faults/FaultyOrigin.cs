using Actors.Origin;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Actors.System.Tests.Faults;

/// <summary>A practice origin inside the tests, so that each mix can have one of its own: an authority, a seed, a log.</summary>
internal sealed class FaultyOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FaultyOrigin(WebApplication app) => _app = app;

    public static async Task<FaultyOrigin> Start(Uri control, int seed)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Origin:Seed"] = $"{seed}",
            ["Origin:Delay"] = "00:00:00.02",
            ["Origin:Ports:Local"] = "0",
            ["Origin:Ports:Delay"] = "0",
            ["Origin:Ports:Error"] = "0",
            ["Origin:Ports:Control"] = $"{control.Port}",
        }).Build();
        var app = OriginServer.Build(configuration);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new FaultyOrigin(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
