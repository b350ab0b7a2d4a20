using Actors.HarvestBench;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.CharBench.Http;

/// <summary>
/// The baseline: a bare Kestrel endpoint as a process of its own that answers everything with the same bytes and headers,
/// those of one answer of ours.
/// </summary>
internal static class FixedServer
{
    public const string Argument = "--fixed-server";

    private const string BodyFile = "body";
    private const string HeaderFile = "headers";
    private const char Separator = ':';

    /// <summary>Starts it as a child.</summary>
    public static async Task<(Child Process, Uri Address)> Start(Workplace place, Sample sample)
    {
        var folder = place.NewFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder, BodyFile), sample.Body);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, HeaderFile), sample.Headers.Select(header => $"{header.Name}{Separator}{header.Value}"));
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        string[] args = [Argument, address.ToString(), folder];
        return (await Child.Start("Actors.CharBench", args, new Dictionary<string, string>(), folder, address, place.Stopping), address);
    }

    /// <summary>What the child does.</summary>
    public static async Task Run(Uri address, string folder)
    {
        var body = await File.ReadAllBytesAsync(Path.Combine(folder, BodyFile));
        (string Name, string Value)[] headers = [.. (await File.ReadAllLinesAsync(Path.Combine(folder, HeaderFile)))
            .Select(line => line.Split(Separator, 2)).Select(parts => (parts[0], parts[1]))];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // If ours sends a Server header, it is one of the headers.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(address.ToString());
        await using var app = builder.Build();
        app.Run(context =>
        {
            var response = context.Response;
            foreach (var (name, value) in headers) response.Headers[name] = value;
            response.ContentLength = body.Length;
            return response.Body.WriteAsync(body, CancellationToken.None).AsTask();
        });
        await app.RunAsync();
    }
}
