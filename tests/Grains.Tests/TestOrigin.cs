using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Tests;

/// <summary>A small real HTTP origin: answers what a test scripted, counts what it saw.</summary>
public sealed class TestOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private readonly SemaphoreSlim _gate = new(0);
    private int _inFlight;
    private int _peak;
    private volatile bool _isHeld;

    private TestOrigin(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    public int Peak => _peak;

    public int InFlight => _inFlight;

    public int Total => _requests.Values.Sum();

    public IEnumerable<string> Order => _order;

    /// <summary>What a path answers at its n-th request (from 1); null = a good body.</summary>
    public Func<string, int, IResult?> Script { get; set; } = (_, _) => null;

    public static async Task<TestOrigin> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var origin = new TestOrigin(app);
        app.MapGet("/{**path}", (Delegate)origin.Answer);
        await app.StartAsync();
        origin.Url = app.Urls.First();
        return origin;
    }

    public int RequestsFor(string path) => _requests.GetValueOrDefault(path);

    /// <summary>From now on requests wait until <see cref="Release"/>.</summary>
    public void Hold()
    {
        while (_gate.Wait(0))
        {
            // What an earlier release left over.
        }

        _isHeld = true;
    }

    /// <summary>Lets so many waiting requests go; by default all of them, and later ones too.</summary>
    public void Release(int? requests = null)
    {
        _isHeld = requests is not null;
        _gate.Release(requests ?? 1_000_000);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Release(1_000_000);
        await _app.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<IResult> Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var count = _requests.AddOrUpdate(path, 1, (_, before) => before + 1);
        _order.Enqueue(path);
        var now = Interlocked.Increment(ref _inFlight);
        InterlockedMax(ref _peak, now);
        try
        {
            if (_isHeld)
            {
                await _gate.WaitAsync(context.RequestAborted);
            }

            return Script(path, count) ?? Good(context, path);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private static IResult Good(HttpContext context, string path)
    {
        var tag = $"\"{path}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "max-age=60";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var code = path.Split('/')[^2].ToUpperInvariant();
        return path.EndsWith("json", StringComparison.Ordinal)
            ? Results.Text($$"""{"country":"Land of {{code}}","iso_cc":"{{code}}"}""", "application/json")
            : Results.Text($"<svg xmlns='http://www.w3.org/2000/svg' id='{code}'/>", "image/svg+xml");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
            {
                return;
            }
        }
    }
}
