using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.PushBench.Servers;

/// <summary>A SignalR hub that sends every frame that is posted to one group, which everybody is in; its JSON protocol.</summary>
internal static class SignalRServer
{
    private const string Method = "event";

    public static async Task Run(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        // The load client sends no pings.
        builder.Services.AddSignalR(options => options.ClientTimeoutInterval = TimeSpan.FromHours(1));
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/ready", () => Results.Ok());
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes());
        app.MapPost("/publish", Publish);
        app.MapHub<EventHub>("/socket", options => options.Transports = HttpTransportType.WebSockets);
        await app.RunAsync();
    }

    private static async Task Publish(HttpContext context, IHubContext<EventHub> hub)
    {
        foreach (var frame in await BareServer.Frames(context.Request))
            await hub.Clients.Group(EventHub.Group).SendAsync(Method, JsonElement.Parse(frame.Span), context.RequestAborted);
    }
}

internal sealed class EventHub : Hub
{
    public const string Group = "events";

    public override Task OnConnectedAsync() => Groups.AddToGroupAsync(Context.ConnectionId, Group);
}
